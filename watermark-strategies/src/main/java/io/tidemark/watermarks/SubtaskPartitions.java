package io.tidemark.watermarks;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The partitions that one subtask reads, and the watermark that Flink makes of theirs: the least of
 * those that are not idle, else the highest; never moving back.
 */
final class SubtaskPartitions {

  /** How far one partition has come. */
  interface Partition {

    long watermark();

    boolean holdsBack();

    boolean isIdle();
  }

  private final LivePartitions<Partition> partitions = new LivePartitions<>();
  private final Counter wokenBehind;
  private final Counter eventsBehind;

  private long watermark = Long.MIN_VALUE;

  /** Whether the watermark is what the last round, and all since, have made of it. */
  private boolean settled;

  private SubtaskPartitions(Counter wokenBehind, Counter eventsBehind) {
    this.wokenBehind = wokenBehind;
    this.eventsBehind = eventsBehind;
  }

  static SubtaskPartitions measuredBy(MetricGroup operator) {
    MetricGroup group = EventTimeGroup.of(operator);
    SubtaskPartitions partitions =
        new SubtaskPartitions(
            group.counter("partitionsWokenBehind"), group.counter("eventsBehindAfterWaking"));
    group.gauge("idlePartitions", (Gauge<Integer>) partitions::idle);
    return partitions;
  }

  LivePartitions.Place<Partition> add(Partition partition) {
    settleBetweenRounds();
    return partitions.add(partition);
  }

  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** Takes note of a periodic call, before the partition does anything else about it. */
  void onPeriodicCall(LivePartitions.Place<Partition> called) {
    // What a round has made of the watermark is known at its end, which nobody announces.
    if (partitions.beginsRound(called)) {
      settle();
      settled = false;
    }
  }

  /** Takes note that a partition's watermark has moved. */
  void onWatermark() {
    settled = false;
  }

  /** The watermark, epoch milliseconds. Not to be asked for within a round. */
  long watermarkBetweenRounds() {
    settleBetweenRounds();
    return watermark;
  }

  /**
   * As last asked for, or as the round before the present one has left it: Flink's until its end.
   */
  long watermark() {
    return watermark;
  }

  private void settleBetweenRounds() {
    if (!settled) {
      partitions.dropEnded();
      settle();
    }
  }

  private void settle() {
    settled = true;
    long least = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    boolean anyHolds = false;
    for (Partition partition : partitions) {
      if (partition.holdsBack()) {
        anyHolds = true;
        least = Math.min(least, partition.watermark());
      }
      highest = Math.max(highest, partition.watermark());
    }
    watermark = Math.max(watermark, anyHolds ? least : highest);
  }

  private int idle() {
    int idle = 0;
    for (Partition partition : partitions) {
      idle += partition.isIdle() ? 1 : 0;
    }
    return idle;
  }

  void countWokenBehind() {
    wokenBehind.inc();
  }

  void countEventBehind() {
    eventsBehind.inc();
  }
}
