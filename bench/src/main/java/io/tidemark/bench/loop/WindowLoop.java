package io.tidemark.bench.loop;

/** Windows of one thread's keys. */
interface WindowLoop {

  /** Event time has come so far. */
  void advanceTo(long watermark);

  /** Counts a click, unless it is too late. */
  void add(String key, long time, long watermark);

  /** No more clicks: all windows are complete. */
  void end();
}
