package io.tidemark.local.profile;

import java.util.Arrays;

/**
 * Counts lengths of time in milliseconds, in memory that depends on the longest one's digits only.
 *
 * <p>The edges of its buckets are the numbers with up to three significant digits, and a bucket
 * holds what is longer than the edge before it, up to its own. So what is longer than a bound that
 * a person would write (5s, 1min, 90s, 2h) is counted exactly, and a quantile is never too short
 * and at most 1 % too long.
 */
final class LengthHistogram {

  private static final int ONE_BY_ONE = 1000;
  private static final int PER_DECADE = 900;
  private static final int DIGITS = 100;
  private static final long[] TEN_TO = new long[17];

  static {
    TEN_TO[0] = 1;
    for (int i = 1; i < TEN_TO.length; i++) {
      TEN_TO[i] = 10 * TEN_TO[i - 1];
    }
  }

  private long[] counts = new long[1];
  private long count;
  private long max;

  /** Counts a length. */
  void add(long lengthMs) {
    int bucket = bucket(lengthMs);
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(bucket + 1, counts.length + counts.length / 2));
    }
    counts[bucket]++;
    count++;
    if (lengthMs > max) {
      max = lengthMs;
    }
  }

  /** Counts all that another one has counted. */
  void addAll(LengthHistogram other) {
    if (other.counts.length > counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
    for (int bucket = 0; bucket < other.counts.length; bucket++) {
      counts[bucket] += other.counts[bucket];
    }
    count += other.count;
    max = Math.max(max, other.max);
  }

  /** All that some have counted. */
  static LengthHistogram sum(Iterable<LengthHistogram> some) {
    LengthHistogram sum = new LengthHistogram();
    some.forEach(sum::addAll);
    return sum;
  }

  /** How many were counted. */
  long count() {
    return count;
  }

  /** The longest one, exactly; 0 if there is none. */
  long max() {
    return max;
  }

  /**
   * How many are longer than a bound: exactly where the bound has up to three significant digits or
   * is {@link #max()}, else it counts from the next such number on.
   */
  long countAbove(long boundMs) {
    long above = 0;
    for (int bucket = bucket(boundMs) + 1; bucket < counts.length; bucket++) {
      above += counts[bucket];
    }
    return above;
  }

  /** The share of {@link #countAbove}; 0 if nothing was counted. */
  double shareAbove(long boundMs) {
    return count == 0 ? 0 : (double) countAbove(boundMs) / count;
  }

  /**
   * The shortest bound that so large a share is not longer than, rounded up to three significant
   * digits but never beyond {@link #max()}; 0 if nothing was counted.
   */
  long quantile(double share) {
    // The tolerance is for products such as 0.999 * 1000, which is a little more than 999.
    long wanted = (long) Math.ceil(share * count - 1e-9 * count);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted) {
        return Math.min(edge(bucket), max);
      }
    }
    return max;
  }

  /** The shortest length of up to three significant digits that is not shorter than this one. */
  static long roundedUp(long lengthMs) {
    return edge(bucket(lengthMs));
  }

  private static int bucket(long lengthMs) {
    if (lengthMs <= ONE_BY_ONE) {
      return (int) lengthMs;
    }
    int scale = 1;
    while (lengthMs > ONE_BY_ONE * TEN_TO[scale]) {
      scale++;
    }
    int leading = (int) ((lengthMs + TEN_TO[scale] - 1) / TEN_TO[scale]);
    return ONE_BY_ONE + (scale - 1) * PER_DECADE + leading - DIGITS;
  }

  private static long edge(int bucket) {
    if (bucket <= ONE_BY_ONE) {
      return bucket;
    }
    int beyond = bucket - ONE_BY_ONE - 1;
    return (DIGITS + 1 + beyond % PER_DECADE) * TEN_TO[beyond / PER_DECADE + 1];
  }
}
