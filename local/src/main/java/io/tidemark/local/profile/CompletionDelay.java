package io.tidemark.local.profile;

import java.util.Arrays;

/**
 * How much later windows become complete with a bound than without one, on average over the windows
 * that the newest event visited.
 *
 * <p>By Little's law: the time that all windows wait is the number that is waiting, summed up over
 * time. So nothing is remembered of a window but its end, and that only while it waits.
 */
final class CompletionDelay {

  /** A bound that keeps more windows waiting than this is given up. */
  private static final int MOST_WAITING = 1 << 18;

  private final long windowMs;
  private final long[] boundsMs;

  /** How many windows are complete, for each bound; the first bound is 0. */
  private final long[] complete;

  private final boolean[] givenUp;
  private final double[] waitedMs;

  /** The ends of the windows in the order of event time, as a ring. */
  private long[] ends = new long[1 << 8];

  private long windows;
  private long lastEnd = Long.MIN_VALUE;
  private long nextCompletion = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;
  private long clock;
  private long countedTo;

  /**
   * @param windowMs the length of a window
   * @param boundsMs the bounds, ascending, from 0 on
   */
  CompletionDelay(long windowMs, long[] boundsMs) {
    this.windowMs = windowMs;
    this.boundsMs = boundsMs.clone();
    complete = new long[boundsMs.length];
    givenUp = new boolean[boundsMs.length];
    waitedMs = new double[boundsMs.length];
  }

  /**
   * The newest event is newer now.
   *
   * @param newestMs its event time
   * @param clockMs when it came, by a clock that never goes back
   */
  void advance(long newestMs, long clockMs) {
    newest = newestMs;
    clock = clockMs;
    if (newestMs >= nextCompletion) {
      completeWindows();
    }
    if (newestMs >= lastEnd) {
      enterWindow((Math.floorDiv(newestMs, windowMs) + 1) * windowMs);
    }
  }

  private void completeWindows() {
    long sinceMs = clock - countedTo;
    long without = complete[0];
    nextCompletion = Long.MAX_VALUE;
    for (int k = 0; k < boundsMs.length; k++) {
      waitedMs[k] += (double) (without - complete[k]) * sinceMs;
      while (complete[k] < windows && end(complete[k]) + boundsMs[k] <= newest) {
        complete[k]++;
      }
      if (complete[k] < windows) {
        nextCompletion = Math.min(nextCompletion, end(complete[k]) + boundsMs[k]);
      }
    }
    countedTo = clock;
  }

  private void enterWindow(long end) {
    if (windows == 0) {
      countedTo = clock;
    }
    if (windows - Arrays.stream(complete).min().orElseThrow() == ends.length) {
      makeRoom();
    }
    ends[(int) (windows & (ends.length - 1))] = end;
    windows++;
    lastEnd = end;
    nextCompletion = Math.min(nextCompletion, end);
  }

  private void makeRoom() {
    if (ends.length < MOST_WAITING) {
      long[] larger = new long[2 * ends.length];
      for (long window = windows - ends.length; window < windows; window++) {
        larger[(int) (window & (larger.length - 1))] = end(window);
      }
      ends = larger;
      return;
    }
    for (int k = 0; k < boundsMs.length; k++) {
      if (windows - complete[k] == ends.length) {
        givenUp[k] = true;
        complete[k] = windows;
      }
    }
  }

  private long end(long window) {
    return ends[(int) (window & (ends.length - 1))];
  }

  /**
   * For each bound the mean delay in milliseconds. For windows that still wait at the end, event
   * time is taken to go on as fast as the clock.
   */
  double[] meanMs() {
    double[] means = new double[boundsMs.length];
    for (int k = 0; k < boundsMs.length; k++) {
      if (givenUp[k] || complete[0] == 0) {
        means[k] = boundsMs[k];
        continue;
      }
      double waited = waitedMs[k] + (double) (complete[0] - complete[k]) * (clock - countedTo);
      for (long window = complete[k]; window < complete[0]; window++) {
        waited += end(window) + boundsMs[k] - newest;
      }
      means[k] = waited / complete[0];
    }
    return means;
  }
}
