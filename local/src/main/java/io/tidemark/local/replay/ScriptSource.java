package io.tidemark.local.replay;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.Origin;
import io.tidemark.watermarks.WatermarksPerEvent;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.NoWatermarksGenerator;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Does for a script what a source does for a job: decodes events, gives them their times, and says
 * how far event time has come.
 */
final class ScriptSource {

  private final Script script;
  private final EventDecoder decoder;
  private final TimestampAssigner<Decoded> times;
  private final WatermarkGenerator<Decoded> watermarks;
  private final Receiver<Decoded> receiver;
  private final WatermarkOutput output = new Advancing();
  private long watermark = Long.MIN_VALUE;

  /**
   * @param strategy the job's own; its watermarks are used unless the script has some
   * @param clock the clock of a strategy that looks at one
   */
  ScriptSource(
      Script script,
      EventDecoder decoder,
      WatermarkStrategy<Decoded> strategy,
      InstantSource clock,
      Receiver<Decoded> receiver) {
    Surroundings surroundings = new Surroundings(clock);
    this.script = script;
    this.decoder = decoder;
    this.times = strategy.createTimestampAssigner(surroundings);
    this.watermarks =
        script.hasWatermarks()
            ? new NoWatermarksGenerator<>()
            : WatermarksPerEvent.of(strategy).createWatermarkGenerator(surroundings);
    this.receiver = receiver;
  }

  /** The script has an event. */
  void event(byte[] raw, long line) throws Exception {
    Decoded decoded =
        decoder.decode(raw, Event.NO_TIME, Origin.ofFile(script.file().toString(), line));
    long time = times.extractTimestamp(decoded, Event.NO_TIME);
    receiver.record(new StreamRecord<>(decoded, time));
    watermarks.onEvent(decoded, time, output);
  }

  /** Event time has come this far. One that is not ahead of the last is none, as in Flink. */
  void watermark(long newWatermark) throws Exception {
    if (newWatermark > watermark) {
      watermark = newWatermark;
      receiver.watermark(newWatermark);
    }
  }

  /** The script has ended: so has event time, unless the script says how far it is. */
  void end() throws Exception {
    if (!script.hasWatermarks()) {
      watermark(Long.MAX_VALUE);
    }
  }

  /** What the strategy says. */
  private final class Advancing implements WatermarkOutput {

    @Override
    public void emitWatermark(Watermark emitted) {
      try {
        watermark(emitted.getTimestamp());
      } catch (Exception e) {
        throw new FlinkRuntimeException(e);
      }
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }

  /** What a strategy can ask for. */
  private record Surroundings(InstantSource clock)
      implements WatermarkGeneratorSupplier.Context,
          TimestampAssignerSupplier.Context,
          RelativeClock {

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return this;
    }

    @Override
    public long relativeTimeMillis() {
      return clock.millis();
    }

    @Override
    public long relativeTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }
  }
}
