package io.tidemark.local.profile;

import io.tidemark.functions.event.Event;
import java.util.Arrays;
import java.util.List;

/**
 * How far event time is in a job that reads some partitions: as far as in the slowest one that is
 * not idle, and never back. A watermark is this, less the bound and a millisecond.
 */
final class SlowestPartition {

  private final List<PartitionProfile> partitions;
  private final long idleTimeoutMs;
  private final long[] lastArrivals;
  private final boolean[] idle;
  private long newest = Event.NO_TIME;
  private long nextIdleCheck = Event.NO_TIME;

  /**
   * @param partitions all of them; when one is told of here, it has already taken the event
   * @param idleTimeoutMs after how long without an event one is idle; 0: never
   */
  SlowestPartition(List<PartitionProfile> partitions, long idleTimeoutMs) {
    this.partitions = partitions;
    this.idleTimeoutMs = idleTimeoutMs;
    lastArrivals = new long[partitions.size()];
    idle = new boolean[partitions.size()];
  }

  /** The event time, or {@link Event#NO_TIME} as long as a partition may still begin. */
  long newest() {
    return newest;
  }

  /**
   * The clock, before an event is taken: partitions become idle.
   *
   * @param clockMs of arrival; never goes back
   */
  void clockIs(long clockMs) {
    if (idleTimeoutMs == 0 || partitions.size() == 1) {
      return;
    }
    if (nextIdleCheck == Event.NO_TIME) {
      // A job waits for a partition that never begins as long as for one that falls silent.
      Arrays.fill(lastArrivals, clockMs);
      nextIdleCheck = clockMs + idleTimeoutMs;
    }
    if (clockMs >= nextIdleCheck) {
      nextIdleCheck = Long.MAX_VALUE;
      for (int p = 0; p < idle.length; p++) {
        idle[p] = clockMs - lastArrivals[p] >= idleTimeoutMs;
        if (!idle[p]) {
          nextIdleCheck = Math.min(nextIdleCheck, lastArrivals[p] + idleTimeoutMs);
        }
      }
      moveOn();
    }
  }

  /**
   * A partition has taken an event.
   *
   * @param before the partition's newest event time until then
   */
  void arrived(int partition, long before, long clockMs) {
    if (partitions.size() == 1) {
      newest = partitions.get(0).newest();
      return;
    }
    lastArrivals[partition] = clockMs;
    if (idle[partition]) {
      idle[partition] = false;
      nextIdleCheck = Math.min(nextIdleCheck, clockMs + idleTimeoutMs);
    }
    if (before <= newest) {
      moveOn();
    }
  }

  private void moveOn() {
    long slowest = Long.MAX_VALUE;
    for (int p = 0; p < idle.length; p++) {
      if (!idle[p]) {
        slowest = Math.min(slowest, partitions.get(p).newest());
      }
    }
    if (slowest != Long.MAX_VALUE) {
      newest = Math.max(newest, slowest);
    }
  }
}
