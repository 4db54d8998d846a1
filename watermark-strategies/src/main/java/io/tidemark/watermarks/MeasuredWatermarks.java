package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Shows how a strategy fares, as metrics of the source in group {@code eventtime}:
 *
 * <ul>
 *   <li>{@code outOfOrderness}: a histogram of how far events were behind the latest one of their
 *       partition, milliseconds; old ones fade
 *   <li>{@code outOfOrdernessQuantile}: what the quantile of {@code completeness} is of them
 *   <li>{@code watermarkBound}: how far a watermark was behind the latest event of its partition
 *       when it last moved, milliseconds, in the partition where that is most
 *   <li>{@code watermarkLag}: how far the watermark that moved last is behind the clock,
 *       milliseconds
 *   <li>{@code lateShare}: the part of the events that came behind their partition's watermark
 * </ul>
 */
public final class MeasuredWatermarks<T> extends WrappedStrategy<T> {

  private static final long serialVersionUID = 1;

  private final double completeness;

  private transient EventTimeMeter meter;

  private MeasuredWatermarks(WatermarkStrategy<T> strategy, double completeness) {
    super(strategy);
    this.completeness = completeness;
  }

  /**
   * Measures a strategy. Events that the strategy is not shown, because of a guard around all, are
   * not measured.
   *
   * @param completeness what part of the events the quantile shown is to cover, from 0 to 1
   * @throws IllegalArgumentException if it is not
   */
  public static <T> MeasuredWatermarks<T> of(WatermarkStrategy<T> strategy, double completeness) {
    if (!(completeness >= 0 && completeness <= 1)) {
      throw new IllegalArgumentException("completeness must be from 0 to 1, not " + completeness);
    }
    return new MeasuredWatermarks<>(strategy, completeness);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    if (meter == null) {
      meter = EventTimeMeter.register(context.getMetricGroup(), completeness);
    }
    return new Measured<>(strategy.createWatermarkGenerator(context), meter);
  }

  private static final class Measured<T> extends OverhearingGenerator<T>
      implements EventTimeMeter.Partition {

    private final EventTimeMeter meter;
    private final LivePartitions.Place<EventTimeMeter.Partition> place;

    private long latest = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    private volatile long boundMs;

    Measured(WatermarkGenerator<T> generator, EventTimeMeter meter) {
      super(generator);
      this.meter = meter;
      this.place = meter.addPartition(this);
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput next) {
      meter.onEvent(
          latest == Long.MIN_VALUE ? 0 : Math.max(0, latest - eventTimestamp),
          eventTimestamp <= watermark);
      latest = Math.max(latest, eventTimestamp);
      output = next;
      generator.onEvent(event, eventTimestamp, this);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput next) {
      meter.onPeriodicCall(place);
      super.onPeriodicEmit(next);
    }

    @Override
    public long boundMs() {
      return boundMs;
    }

    @Override
    public void emitWatermark(Watermark mark) {
      if (mark.getTimestamp() > watermark) {
        watermark = mark.getTimestamp();
        boundMs = Math.max(0, latest - watermark - 1);
        meter.onWatermark(watermark);
      }
      output.emitWatermark(mark);
    }
  }
}
