package io.tidemark.local.profile;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Windows by their number, and the worst that befell each of them. As long as they are not too many
 * it has them all; after that a sample of one in two, one in four and so on, chosen by hash, so
 * that a window which is in the sample was in it from its first record on.
 */
final class WindowSample {

  private static final int MOST = 1 << 16;

  private static final long NONE = Long.MIN_VALUE;

  private final int most;
  private long[] windows = filled(1 << 10);
  private long[] worstDelays = new long[windows.length];
  private long[] worstLateness = new long[windows.length];
  private int size;
  private long sampleMask;
  private long recentWindow = NONE;
  private int recentSlot = -1;

  WindowSample() {
    this(MOST);
  }

  /**
   * @param most how many windows it remembers
   */
  WindowSample(int most) {
    this.most = most;
  }

  /**
   * Takes a record of a window.
   *
   * @param window the window's number
   * @param delayMs how far the record was behind the newest event
   * @param latenessMs by how much the window would have been complete with a bound of 0; 0: it
   *     would not
   */
  void add(long window, long delayMs, long latenessMs) {
    if (window != recentWindow) {
      recentWindow = window;
      recentSlot = slotOf(window);
    }
    int slot = recentSlot;
    if (slot >= 0) {
      worstDelays[slot] = Math.max(worstDelays[slot], delayMs);
      worstLateness[slot] = Math.max(worstLateness[slot], latenessMs);
    }
  }

  /** How many windows are remembered. */
  int size() {
    return size;
  }

  /** One in how many windows is remembered. */
  long oneIn() {
    return sampleMask + 1;
  }

  /** Of each window the delay of its most delayed record. */
  LengthHistogram worstDelays() {
    return histogram((delay, lateness) -> delay);
  }

  /** Of each window the lateness of its latest record. */
  LengthHistogram worstLateness() {
    return histogram((delay, lateness) -> lateness);
  }

  private LengthHistogram histogram(LongBinaryOperator chosen) {
    LengthHistogram histogram = new LengthHistogram();
    for (int slot = 0; slot < windows.length; slot++) {
      if (windows[slot] != NONE) {
        histogram.add(chosen.applyAsLong(worstDelays[slot], worstLateness[slot]));
      }
    }
    return histogram;
  }

  /** Where the window is, now at the latest; -1 if it is not in the sample. */
  private int slotOf(long window) {
    if (!isSampled(window)) {
      return -1;
    }
    int slot = probe(window);
    if (windows[slot] == window) {
      return slot;
    }
    if (size == most) {
      sampleMask = 2 * sampleMask + 1;
      rebuild(windows.length);
      return slotOf(window);
    }
    if (2 * size >= windows.length) {
      rebuild(2 * windows.length);
      slot = probe(window);
    }
    windows[slot] = window;
    size++;
    return slot;
  }

  private boolean isSampled(long window) {
    return ((Hash.of(window) >>> Integer.SIZE) & sampleMask) == 0;
  }

  private int probe(long window) {
    int slot = (int) Hash.of(window) & (windows.length - 1);
    while (windows[slot] != NONE && windows[slot] != window) {
      slot = (slot + 1) & (windows.length - 1);
    }
    return slot;
  }

  private void rebuild(int capacity) {
    long[] oldWindows = windows;
    long[] oldDelays = worstDelays;
    long[] oldLateness = worstLateness;
    windows = filled(capacity);
    worstDelays = new long[capacity];
    worstLateness = new long[capacity];
    size = 0;
    for (int old = 0; old < oldWindows.length; old++) {
      if (oldWindows[old] != NONE && isSampled(oldWindows[old])) {
        int slot = probe(oldWindows[old]);
        windows[slot] = oldWindows[old];
        worstDelays[slot] = oldDelays[old];
        worstLateness[slot] = oldLateness[old];
        size++;
      }
    }
  }

  private static long[] filled(int capacity) {
    long[] none = new long[capacity];
    Arrays.fill(none, NONE);
    return none;
  }
}
