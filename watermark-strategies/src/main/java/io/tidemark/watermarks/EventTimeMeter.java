package io.tidemark.watermarks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is known of the event time of one subtask. Written by its task alone; whoever reports
 * metrics may see a moment's half.
 */
final class EventTimeMeter {

  private final OutOfOrdernessHistogram outOfOrderness = new OutOfOrdernessHistogram();
  private final List<LongSupplier> bounds = new CopyOnWriteArrayList<>();

  private volatile long watermark = Long.MIN_VALUE;
  private long events;
  private long late;

  static EventTimeMeter register(MetricGroup operator, double completeness) {
    EventTimeMeter meter = new EventTimeMeter();
    MetricGroup group = EventTimeGroup.of(operator);
    group.histogram("outOfOrderness", meter.outOfOrderness);
    group.gauge(
        "outOfOrdernessQuantile",
        (Gauge<Long>) () -> (long) meter.outOfOrderness.getStatistics().getQuantile(completeness));
    group.gauge("watermarkBound", (Gauge<Long>) meter::widestBoundMs);
    group.gauge("watermarkLag", (Gauge<Long>) meter::lagMs);
    group.gauge("lateShare", (Gauge<Double>) meter::lateShare);
    return meter;
  }

  /**
   * Takes a partition in: Flink tells neither its name, nor when it is gone.
   *
   * @param boundMs how far its watermark is behind its latest event
   */
  void addPartition(LongSupplier boundMs) {
    bounds.add(boundMs);
  }

  void onEvent(long behindMs, boolean isLate) {
    outOfOrderness.update(behindMs);
    events++;
    if (isLate) {
      late++;
    }
  }

  void onWatermark(long newWatermark) {
    watermark = newWatermark;
  }

  private long widestBoundMs() {
    return bounds.stream().mapToLong(LongSupplier::getAsLong).max().orElse(0);
  }

  private long lagMs() {
    return watermark == Long.MIN_VALUE ? 0 : System.currentTimeMillis() - watermark;
  }

  private double lateShare() {
    return events == 0 ? 0 : (double) late / events;
  }
}
