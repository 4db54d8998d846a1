package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** Stays an adaptive bound behind the latest event of one partition, and never moves back. */
final class AdaptiveWatermarkGenerator<T> implements WatermarkGenerator<T> {

  private final AdaptiveBound bound;

  private long latest = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;

  AdaptiveWatermarkGenerator(AdaptiveBound bound) {
    this.bound = bound;
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
    long behind = latest == Long.MIN_VALUE ? 0 : Math.max(0, latest - eventTimestamp);
    bound.onEvent(behind, eventTimestamp <= watermark);
    latest = Math.max(latest, eventTimestamp);
    // Here, not in the periodic call: what is late must not depend on when that comes.
    long passed = Saturating.minus(Saturating.minus(latest, bound.boundMs()), 1);
    watermark = Math.max(watermark, passed);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (watermark != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(watermark));
    }
  }
}
