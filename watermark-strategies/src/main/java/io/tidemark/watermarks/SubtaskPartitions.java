package io.tidemark.watermarks;

import java.util.ArrayList;
import java.util.List;
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

    /** How many periodic calls it has seen: one that has ended sees no more. */
    long rounds();
  }

  private final List<Partition> partitions = new ArrayList<>();
  private final Counter wokenBehind;
  private final Counter eventsBehind;

  private long watermark = Long.MIN_VALUE;
  private volatile int idle;

  private SubtaskPartitions(Counter wokenBehind, Counter eventsBehind) {
    this.wokenBehind = wokenBehind;
    this.eventsBehind = eventsBehind;
  }

  static SubtaskPartitions measuredBy(MetricGroup operator) {
    MetricGroup group = EventTimeGroup.of(operator);
    SubtaskPartitions partitions =
        new SubtaskPartitions(
            group.counter("partitionsWokenBehind"), group.counter("eventsBehindAfterWaking"));
    group.gauge("idlePartitions", (Gauge<Integer>) () -> partitions.idle);
    return partitions;
  }

  void add(Partition partition) {
    partitions.add(partition);
  }

  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** The rounds that a new partition begins with. */
  long rounds() {
    return partitions.stream().mapToLong(Partition::rounds).max().orElse(0);
  }

  /** Takes note of what the partitions say now. */
  void update() {
    // All are called once a round, one after another.
    long round = rounds();
    partitions.removeIf(partition -> partition.rounds() < round - 1);

    long least = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    boolean anyHolds = false;
    int idleNow = 0;
    for (Partition partition : partitions) {
      if (partition.holdsBack()) {
        anyHolds = true;
        least = Math.min(least, partition.watermark());
      }
      highest = Math.max(highest, partition.watermark());
      idleNow += partition.isIdle() ? 1 : 0;
    }
    watermark = Math.max(watermark, anyHolds ? least : highest);
    idle = idleNow;
  }

  /** The watermark as of the last update, epoch milliseconds. */
  long watermark() {
    return watermark;
  }

  void countWokenBehind() {
    wokenBehind.inc();
  }

  void countEventBehind() {
    eventsBehind.inc();
  }
}
