package io.tidemark.bench.loop;

import io.tidemark.bench.workload.Clicks;

/** Windows of one thread's keys. */
interface WindowLoop {

  /**
   * How much room there has to be, as a power of two, for all windows or slices of a length that a
   * click can be in that is not late, one more at either end, and some before them.
   *
   * @param before how many before those are still in use
   */
  static int open(long lengthMs, int before) {
    long used = before + Clicks.DISORDER.toMillis() / lengthMs + 3;
    return Integer.highestOneBit((int) used) * 2;
  }

  /** Event time has come so far. */
  void advanceTo(long watermark);

  /** Counts a click, unless it is too late. */
  void add(String key, long time, long watermark);

  /** No more clicks: all windows are complete. */
  void end();
}
