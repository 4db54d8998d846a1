package io.tidemark.bench.loop;

import io.tidemark.bench.measure.Tally;
import java.util.Arrays;

/** Counts by slice, and a running total over the slices of a window. */
final class SlidingLoop implements WindowLoop {

  private final long slideMs;
  private final int slicesPerWindow;
  private final Tally tally;
  private final KeyTable keys = new KeyTable();
  private final long[][] slices;

  private long[] totals;

  /** The slice that comes into the total next. */
  private long next = Long.MAX_VALUE;

  private long newest = Long.MIN_VALUE;

  SlidingLoop(long sizeMs, long slideMs, Tally tally) {
    this.slideMs = slideMs;
    this.slicesPerWindow = (int) (sizeMs / slideMs);
    this.tally = tally;
    this.totals = new long[keys.capacity()];
    this.slices = new long[WindowLoop.open(slideMs, slicesPerWindow)][keys.capacity()];
  }

  @Override
  public void add(String key, long time, long watermark) {
    long slice = time / slideMs;
    if ((slice + slicesPerWindow) * slideMs - 1 <= watermark) {
      return;
    }
    next = newest == Long.MIN_VALUE ? slice : Math.min(next, slice);
    newest = Math.max(newest, slice);
    long[] counts = at(slice);
    int id = keys.idOf(key);
    if (id >= counts.length) {
      grow();
      counts = at(slice);
    }
    counts[id]++;
  }

  private long[] at(long slice) {
    return slices[(int) slice & (slices.length - 1)];
  }

  private void grow() {
    for (int i = 0; i < slices.length; i++) {
      slices[i] = Arrays.copyOf(slices[i], keys.capacity());
    }
    totals = Arrays.copyOf(totals, keys.capacity());
  }

  @Override
  public void advanceTo(long watermark) {
    while (newest != Long.MIN_VALUE && watermark >= (next + 1) * slideMs - 1) {
      emitNext();
    }
  }

  @Override
  public void end() {
    while (newest != Long.MIN_VALUE && next < newest + slicesPerWindow) {
      emitNext();
    }
  }

  private void emitNext() {
    long end = (next + 1) * slideMs;
    long start = end - slicesPerWindow * slideMs;
    long[] in = at(next);
    long[] out = at(next - slicesPerWindow + 1);
    for (int id = 0; id < keys.size(); id++) {
      totals[id] += in[id];
      if (totals[id] > 0) {
        tally.add(keys.key(id), start, end, totals[id]);
      }
      totals[id] -= out[id];
    }
    Arrays.fill(out, 0);
    next++;
  }
}
