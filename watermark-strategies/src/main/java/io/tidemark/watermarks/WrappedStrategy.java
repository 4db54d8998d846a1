package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** A strategy around another one, whose timestamps and alignment it hands through. */
abstract class WrappedStrategy<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  final WatermarkStrategy<T> strategy;

  WrappedStrategy(WatermarkStrategy<T> strategy) {
    this.strategy = strategy;
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return strategy.createTimestampAssigner(context);
  }

  @Override
  public WatermarkAlignmentParams getAlignmentParameters() {
    return strategy.getAlignmentParameters();
  }
}
