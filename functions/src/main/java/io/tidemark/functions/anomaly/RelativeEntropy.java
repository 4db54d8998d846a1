package io.tidemark.functions.anomaly;

/**
 * Whether the latest values are spread in a way that was never seen before: their histogram is
 * tested against each of those that were, by relative entropy.
 *
 * <p>Wang, Viswanathan, Choudur, Talwar, Satterfield and Schwan, "Statistical Techniques for Online
 * Anomaly Detection in Data Centers" (IM 2011). The range of the values need not be known before:
 * when it grows, the histograms that were seen are spread over the new one. As many of them are
 * kept as there is room for, the latest.
 */
final class RelativeEntropy implements Detector {

  private static final long serialVersionUID = 1;

  /** How many values a histogram is of. */
  private static final int WINDOW = 52;

  private static final int BINS = 5;

  /** How many histograms are remembered. */
  private static final int ROOM = 40;

  /**
   * With this likelihood ratio two histograms are not of the same values: one in ten thousand
   * exceeds it by chance (chi-squared, a degree of freedom less than there are bins).
   */
  private static final double DIFFERENT = 23.5;

  /** A histogram of a new kind is worth an alert, but less so than a value of a new size. */
  private static final double SURPRISE = 1.3;

  private static final int COUNT = 0;
  private static final int LOW = 1;
  private static final int HIGH = 2;
  private static final int VALUES = 3;
  private static final int SEEN = VALUES + WINDOW;

  /** What is remembered of a histogram: when it was last seen, from 1, and its shares. */
  private static final int ENTRY = 1 + BINS;

  @Override
  public int size() {
    return SEEN + ROOM * ENTRY;
  }

  @Override
  public Score next(double[] known, int at, long eventTimeMs, double value) {
    double count = known[at + COUNT]++;
    known[at + VALUES + (int) (count % WINDOW)] = value;
    if (count == 0) {
      known[at + LOW] = value;
      known[at + HIGH] = value;
    }
    double low = known[at + LOW];
    double high = known[at + HIGH];
    widen(known, at, Math.min(low, value), Math.max(high, value));
    boolean isNew = count >= WINDOW - 1 && known[at + HIGH] > known[at + LOW] && isNew(known, at);
    return Score.of(isNew ? SURPRISE : 0, low, high, "spread as never before");
  }

  private static void widen(double[] known, int at, double low, double high) {
    double oldLow = known[at + LOW];
    double oldHigh = known[at + HIGH];
    if (low == oldLow && high == oldHigh) {
      return;
    }
    known[at + LOW] = low;
    known[at + HIGH] = high;
    for (int i = 0; i < ROOM; i++) {
      int shares = at + SEEN + i * ENTRY + 1;
      double[] old = new double[BINS];
      System.arraycopy(known, shares, old, 0, BINS);
      for (int bin = 0; bin < BINS; bin++) {
        known[shares + bin] = 0;
      }
      for (int bin = 0; bin < BINS; bin++) {
        double middle = oldLow + (bin + 0.5) / BINS * (oldHigh - oldLow);
        known[shares + bin(middle, low, high)] += old[bin];
      }
    }
  }

  private static int bin(double value, double low, double high) {
    return Math.max(0, Math.min(BINS - 1, (int) ((value - low) / (high - low) * BINS)));
  }

  /** Whether the latest values are unlike all that were seen; they are remembered in any case. */
  private static boolean isNew(double[] known, int at) {
    double[] shares = new double[BINS];
    for (int i = 0; i < WINDOW; i++) {
      shares[bin(known[at + VALUES + i], known[at + LOW], known[at + HIGH])] += 1.0 / WINDOW;
    }
    int nearest = -1;
    int longestAgo = -1;
    double leastRatio = DIFFERENT;
    boolean isFirst = true;
    for (int i = 0; i < ROOM; i++) {
      int entry = at + SEEN + i * ENTRY;
      boolean isFree = known[entry] == 0;
      isFirst &= isFree;
      if (longestAgo < 0 || known[entry] < known[longestAgo]) {
        longestAgo = entry;
      }
      double ratio = isFree ? Double.POSITIVE_INFINITY : likelihoodRatio(shares, known, entry + 1);
      if (ratio < leastRatio) {
        leastRatio = ratio;
        nearest = entry;
      }
    }
    if (nearest >= 0) {
      known[nearest] = known[at + COUNT];
      return false;
    }
    known[longestAgo] = known[at + COUNT];
    System.arraycopy(shares, 0, known, longestAgo + 1, BINS);
    return !isFirst;
  }

  /** Infinite where there are values in a bin that had none. */
  private static double likelihoodRatio(double[] shares, double[] known, int seen) {
    double entropy = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (shares[bin] > 0) {
        entropy += shares[bin] * Math.log(shares[bin] / known[seen + bin]);
      }
    }
    return 2 * WINDOW * entropy;
  }
}
