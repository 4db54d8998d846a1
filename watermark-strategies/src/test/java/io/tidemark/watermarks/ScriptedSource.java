package io.tidemark.watermarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Drives a strategy as a source of Flink's does, in scripted time. What comes out is what Flink
 * lets out: a watermark that is no progress is none.
 */
final class ScriptedSource<T> {

  private final WatermarkGenerator<T> generator;
  private final List<Long> watermarks = new ArrayList<>();
  private final ManualClock clock = new ManualClock(1);
  private long watermark = Long.MIN_VALUE;
  private boolean idle;

  ScriptedSource(WatermarkStrategy<T> strategy) {
    generator = strategy.createWatermarkGenerator(new ScriptedContext());
  }

  ScriptedSource<T> event(T event, long eventTime) {
    generator.onEvent(event, eventTime, output);
    return this;
  }

  ScriptedSource<T> periodicEmit() {
    generator.onPeriodicEmit(output);
    return this;
  }

  ScriptedSource<T> clockMoves(Duration by) {
    clock.advanceTime(by);
    return this;
  }

  /** Every watermark that was emitted, in order. */
  List<Long> watermarks() {
    return List.copyOf(watermarks);
  }

  /** The last watermark, {@link Long#MIN_VALUE} before the first. */
  long watermark() {
    return watermark;
  }

  boolean isIdle() {
    return idle;
  }

  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark next) {
          if (next.getTimestamp() > watermark) {
            watermark = next.getTimestamp();
            watermarks.add(watermark);
            idle = false;
          }
        }

        @Override
        public void markIdle() {
          idle = true;
        }

        @Override
        public void markActive() {
          idle = false;
        }
      };

  private final class ScriptedContext implements WatermarkGeneratorSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      throw new UnsupportedOperationException("nothing here is measured");
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }
}
