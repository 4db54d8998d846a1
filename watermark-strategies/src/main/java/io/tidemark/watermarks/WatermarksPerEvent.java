package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Emits a strategy's watermark right after each event that moved it, not at the next periodic
 * interval. The moments of the watermarks then depend on the events alone: a run over a file with
 * parallelism 1 does the same each time.
 */
public final class WatermarksPerEvent<T> extends WrappedStrategy<T> {

  private static final long serialVersionUID = 1;

  private WatermarksPerEvent(WatermarkStrategy<T> strategy) {
    super(strategy);
  }

  /** Emits the watermarks of the given strategy for each event. */
  public static <T> WatermarksPerEvent<T> of(WatermarkStrategy<T> strategy) {
    return new WatermarksPerEvent<>(strategy);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    WatermarkGenerator<T> generator = strategy.createWatermarkGenerator(context);
    return new WatermarkGenerator<>() {
      @Override
      public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
        generator.onEvent(event, eventTimestamp, output);
        PromptGenerator.emitNow(generator, output);
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {
        // The periodic call stays: idleness is found by it.
        generator.onPeriodicEmit(output);
      }
    };
  }
}
