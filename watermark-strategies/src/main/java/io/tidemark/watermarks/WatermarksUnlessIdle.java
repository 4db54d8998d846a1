package io.tidemark.watermarks;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** A strategy whose partitions are idle when they are silent. */
final class WatermarksUnlessIdle<T> extends WrappedStrategy<T> {

  private static final long serialVersionUID = 1;

  private final Duration timeout;
  private final Duration grace;

  /** Flink makes the generators of all partitions of a subtask from one copy of the strategy. */
  private transient SubtaskPartitions partitions;

  WatermarksUnlessIdle(WatermarkStrategy<T> strategy, Duration timeout, Duration grace) {
    super(strategy);
    this.timeout = timeout;
    this.grace = grace;
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    if (partitions == null) {
      partitions = SubtaskPartitions.measuredBy(context.getMetricGroup());
    }
    return new PartitionIdleness<>(
        strategy.createWatermarkGenerator(context),
        partitions,
        context.getInputActivityClock(),
        timeout,
        grace);
  }
}
