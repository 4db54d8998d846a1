package io.tidemark.watermarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkOutputMultiplexer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Drives one travelled copy of a strategy as a subtask of Flink's source does, in scripted time: a
 * generator for records of no partition first, then one for each partition, their watermarks
 * combined by what Flink combines them with.
 */
final class ScriptedSubtask<T> {

  private final WatermarkStrategy<T> strategy;
  private final RecordedMetrics metrics = new RecordedMetrics();
  private final ManualClock clock = new ManualClock(1);
  private final Said said = new Said();
  private final WatermarkOutputMultiplexer multiplexer = new WatermarkOutputMultiplexer(said);
  private final WatermarkGenerator<T> ofNoPartition;
  private final Map<String, WatermarkGenerator<T>> partitions = new LinkedHashMap<>();

  ScriptedSubtask(WatermarkStrategy<T> strategy, String... partitions) {
    try {
      this.strategy = InstantiationUtil.clone(strategy);
    } catch (Exception e) {
      throw new AssertionError("the strategy does not travel", e);
    }
    ofNoPartition = this.strategy.createWatermarkGenerator(new Context());
    for (String partition : partitions) {
      begin(partition);
    }
  }

  void begin(String partition) {
    multiplexer.registerNewOutput(partition);
    partitions.put(partition, strategy.createWatermarkGenerator(new Context()));
  }

  void end(String partition) {
    partitions.remove(partition);
    multiplexer.unregisterOutput(partition);
  }

  /** An event of a partition, with its time. */
  ScriptedSubtask<T> event(String partition, T event, long eventTime) {
    partitions.get(partition).onEvent(event, eventTime, multiplexer.getImmediateOutput(partition));
    return this;
  }

  /** The periodic call. */
  ScriptedSubtask<T> round() {
    partitions.forEach(
        (partition, generator) ->
            generator.onPeriodicEmit(multiplexer.getDeferredOutput(partition)));
    multiplexer.onPeriodicEmit();
    // It has no records, so what it says of idleness Flink does not pass on.
    ofNoPartition.onPeriodicEmit(WatermarkOutputs.NONE);
    return this;
  }

  /** Time goes by, and then there is a periodic call. */
  ScriptedSubtask<T> roundAfter(Duration time) {
    clock.advanceTime(time);
    return round();
  }

  /** Flink's watermark of the subtask. */
  long watermark() {
    return said.watermark;
  }

  /** Whether all partitions are idle. */
  boolean isIdle() {
    return said.idle;
  }

  RecordedMetrics metrics() {
    return metrics;
  }

  private final class Context implements WatermarkGeneratorSupplier.Context {
    @Override
    public MetricGroup getMetricGroup() {
      return metrics;
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }

  private static final class Said implements WatermarkOutput {

    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    @Override
    public void emitWatermark(Watermark mark) {
      if (mark.getTimestamp() <= watermark) {
        throw new AssertionError("from " + watermark + " back to " + mark.getTimestamp());
      }
      watermark = mark.getTimestamp();
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  /** An output that nobody listens to. */
  private enum WatermarkOutputs implements WatermarkOutput {
    NONE;

    @Override
    public void emitWatermark(Watermark mark) {
      // Flink's own strategies say that they have none by the least of all.
      if (mark.getTimestamp() != Long.MIN_VALUE) {
        throw new AssertionError("a watermark of no event");
      }
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
