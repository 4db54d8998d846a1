package io.tidemark.local.profile;

import java.util.Arrays;

/** A line through ever more points in bounded memory: every so many-th of them, evenly. */
final class Trace {

  private static final int MOST = 2048;

  private long[] xs = new long[MOST];
  private long[] ys = new long[MOST];
  private int size;
  private long stride = 1;
  private long seen;

  void add(long x, long y) {
    if (seen++ % stride != 0) {
      return;
    }
    if (size == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        xs[i] = xs[2 * i];
        ys[i] = ys[2 * i];
      }
      size = MOST / 2;
      stride *= 2;
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    xs[size] = x;
    ys[size] = y;
    size++;
  }

  long[] xs() {
    return Arrays.copyOf(xs, size);
  }

  long[] ys() {
    return Arrays.copyOf(ys, size);
  }
}
