package io.tidemark.watermarks;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is known of the event time of one subtask. Written by its task alone; whoever reports
 * metrics may see a moment's half.
 */
final class EventTimeMeter {

  /** What is known of one partition. */
  interface Partition {

    /** How far its watermark was behind its latest event when it last moved. */
    long boundMs();
  }

  private final OutOfOrdernessHistogram outOfOrderness = new OutOfOrdernessHistogram();
  private final LivePartitions<Partition> partitions = new LivePartitions<>();

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

  LivePartitions.Place<Partition> addPartition(Partition partition) {
    return partitions.add(partition);
  }

  /** Takes note of a periodic call. */
  void onPeriodicCall(LivePartitions.Place<Partition> called) {
    partitions.beginsRound(called);
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
    long widest = 0;
    for (Partition partition : partitions) {
      widest = Math.max(widest, partition.boundMs());
    }
    return widest;
  }

  private long lagMs() {
    return watermark == Long.MIN_VALUE ? 0 : System.currentTimeMillis() - watermark;
  }

  private double lateShare() {
    return events == 0 ? 0 : (double) late / events;
  }
}
