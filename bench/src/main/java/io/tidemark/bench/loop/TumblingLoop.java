package io.tidemark.bench.loop;

import io.tidemark.bench.measure.Tally;
import java.util.Arrays;

/** A table of counts for each open window; few are open at a time. */
final class TumblingLoop implements WindowLoop {

  private final long sizeMs;
  private final Tally tally;
  private final KeyTable[] keys;
  private final long[][] counts;

  private long oldest = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private long oldestEnd = Long.MAX_VALUE;
  private long lastWindow = Long.MIN_VALUE;
  private long lastStart = Long.MAX_VALUE;

  TumblingLoop(long sizeMs, Tally tally) {
    this.sizeMs = sizeMs;
    this.tally = tally;
    int open = WindowLoop.open(sizeMs, 0);
    this.keys = new KeyTable[open];
    this.counts = new long[open][];
    for (int i = 0; i < open; i++) {
      keys[i] = new KeyTable();
      counts[i] = new long[keys[i].capacity()];
    }
  }

  @Override
  public void add(String key, long time, long watermark) {
    long window = windowOf(time);
    if ((window + 1) * sizeMs - 1 <= watermark) {
      return;
    }
    if (oldest == Long.MIN_VALUE || window < oldest) {
      oldest = window;
      oldestEnd = (oldest + 1) * sizeMs;
    }
    newest = Math.max(newest, window);
    int at = (int) (window & (keys.length - 1));
    int id = keys[at].idOf(key);
    if (id >= counts[at].length) {
      counts[at] = Arrays.copyOf(counts[at], keys[at].capacity());
    }
    counts[at][id]++;
  }

  /** Most clicks are in the window of the one before; a division is not for nothing. */
  private long windowOf(long time) {
    if (time - lastStart >= sizeMs || time < lastStart) {
      lastWindow = time / sizeMs;
      lastStart = lastWindow * sizeMs;
    }
    return lastWindow;
  }

  @Override
  public void advanceTo(long watermark) {
    while (watermark >= oldestEnd - 1 && oldest <= newest) {
      emitOldest();
    }
  }

  @Override
  public void end() {
    while (oldest <= newest && oldest != Long.MIN_VALUE) {
      emitOldest();
    }
  }

  private void emitOldest() {
    int at = (int) (oldest & (keys.length - 1));
    for (int id = 0; id < keys[at].size(); id++) {
      tally.add(keys[at].key(id), oldestEnd - sizeMs, oldestEnd, counts[at][id]);
      counts[at][id] = 0;
    }
    keys[at].clear();
    oldest++;
    oldestEnd += sizeMs;
  }
}
