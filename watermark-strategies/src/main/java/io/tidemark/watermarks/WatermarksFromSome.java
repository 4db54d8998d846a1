package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Shows a strategy only the records that are fit to move a watermark. A record that is broken, or
 * stamped in the future, passes by unseen: it neither advances the watermark nor keeps a partition
 * from counting as idle, if the strategy inside looks for idleness.
 */
public final class WatermarksFromSome<T> extends WrappedStrategy<T> {

  private static final long serialVersionUID = 1;

  private final FilterFunction<T> fit;

  private WatermarksFromSome(WatermarkStrategy<T> strategy, FilterFunction<T> fit) {
    super(strategy);
    this.fit = fit;
  }

  /**
   * Shows a strategy some of the records.
   *
   * @param strategy the strategy, idleness included
   * @param fit which records it sees
   */
  public static <T> WatermarksFromSome<T> of(WatermarkStrategy<T> strategy, FilterFunction<T> fit) {
    return new WatermarksFromSome<>(strategy, fit);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new SelectiveGenerator<>(
        strategy.createWatermarkGenerator(context), (event, eventTimestamp) -> isFit(event));
  }

  private boolean isFit(T event) {
    try {
      return fit.filter(event);
    } catch (Exception e) {
      throw new IllegalStateException("cannot tell whether to use " + event, e);
    }
  }
}
