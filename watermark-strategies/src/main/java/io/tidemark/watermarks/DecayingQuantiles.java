package io.tidemark.watermarks;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Quantiles of lengths of time, of which recent ones count more: exponential forgetting over a
 * logarithmic histogram (the buckets are those of DDSketch: Masson, Rim, Lee, "DDSketch: A Fast and
 * Fully-Mergeable Quantile Sketch with Relative-Error Guarantees", VLDB 2019). A quantile comes out
 * at most 2 % and a millisecond too large, never too small. Its size is fixed: ten kilobytes.
 */
final class DecayingQuantiles {

  private static final double RELATIVE_ERROR = 0.01;
  private static final double GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
  private static final double LOG_GAMMA = Math.log(GAMMA);

  /** A year and more of milliseconds; whatever is longer is in the last one. */
  private static final int BUCKETS = 1 + (int) Math.ceil(Math.log(4e10) / LOG_GAMMA) + 1;

  /** The longest whole length in each bucket but the last, which has no longest. */
  private static final long[] LONGEST = new long[BUCKETS - 1];

  /** Lengths that agree in their magnitude and in so many bits behind the first one are a class. */
  private static final int CLASS_BITS = 5;

  /**
   * The bucket of the shortest length of each class. Buckets are so wide that a class has two or
   * three, so that a length's is found without a logarithm.
   */
  private static final short[] FIRST_OF_CLASS = new short[Long.SIZE << CLASS_BITS];

  static {
    for (int bucket = 1; bucket < LONGEST.length; bucket++) {
      LONGEST[bucket] = (long) Math.exp((bucket - 1) * LOG_GAMMA);
    }
    int bucket = 0;
    for (int magnitude = 0; magnitude < Long.SIZE - 1; magnitude++) {
      for (long bits = 0; bits < 1 << CLASS_BITS; bits++) {
        long shortest = shortestOfClass(magnitude, bits);
        while (bucket < LONGEST.length && LONGEST[bucket] < shortest) {
          bucket++;
        }
        FIRST_OF_CLASS[classOf(shortest)] = (short) bucket;
      }
    }
  }

  /** Weights are scaled down long before they overflow. */
  private static final double HEAVIEST = 1e100;

  /** By bucket: the first has zeros, bucket i has up to gamma to the power of i - 1. */
  private final double[] weights = new double[BUCKETS];

  private final double growth;
  private double total;

  /** The weight of the next value: growing weights are what makes older ones fade. */
  private double weight = 1;

  private int highest;

  /**
   * @param memory after how many values one counts only a third, about
   */
  DecayingQuantiles(double memory) {
    this.growth = 1 / (1 - 1 / memory);
  }

  /** Adds a length of time, not below zero. */
  void add(long lengthMs) {
    int bucket = bucketOf(lengthMs);
    weights[bucket] += weight;
    total += weight;
    highest = Math.max(highest, bucket);
    weight *= growth;
    if (weight > HEAVIEST) {
      scaleDown();
    }
  }

  private void scaleDown() {
    total = 0;
    int seen = 0;
    for (int i = 0; i <= highest; i++) {
      weights[i] /= weight;
      total += weights[i];
      seen = weights[i] > 0 ? i : seen;
    }
    highest = seen;
    weight = 1;
  }

  /**
   * The least length that all but a share of the values do not exceed, milliseconds; 0 if there is
   * no value.
   *
   * @param above the share that may exceed it, from 0 to 1
   */
  long exceededBy(double above) {
    return exceededBy(weights, highest, above * total);
  }

  private static long exceededBy(double[] weights, int highest, double allowed) {
    double exceeding = 0;
    for (int bucket = highest; bucket > 0; bucket--) {
      exceeding += weights[bucket];
      if (exceeding > allowed) {
        return longestIn(bucket);
      }
    }
    return 0;
  }

  /** What the values are now, for a reader in another thread. */
  Summary summary() {
    return new Summary(weights.clone());
  }

  /** The values of one moment. */
  static final class Summary {

    private final double[] weights;
    private final double total;

    private Summary(double[] weights) {
      this.weights = weights;
      this.total = Arrays.stream(weights).sum();
    }

    /** As of the values themselves. */
    long exceededBy(double above) {
      return DecayingQuantiles.exceededBy(weights, BUCKETS - 1, above * total);
    }

    /** The least value, milliseconds; 0 if there is none. */
    long least() {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        if (weights[bucket] > 0) {
          return longestIn(bucket);
        }
      }
      return 0;
    }

    /** The mean, milliseconds; 0 if there is no value. */
    double mean() {
      return total == 0 ? 0 : moment(length -> length);
    }

    /** The standard deviation, milliseconds; 0 if there is no value. */
    double standardDeviation() {
      double mean = mean();
      return total == 0 ? 0 : Math.sqrt(moment(length -> (length - mean) * (length - mean)));
    }

    private double moment(DoubleUnaryOperator of) {
      double sum = 0;
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        if (weights[bucket] > 0) {
          sum += weights[bucket] * of.applyAsDouble((double) longestIn(bucket));
        }
      }
      return sum / total;
    }
  }

  private static int bucketOf(long lengthMs) {
    if (lengthMs <= 0) {
      return 0;
    }
    int bucket = FIRST_OF_CLASS[classOf(lengthMs)];
    while (bucket < LONGEST.length && LONGEST[bucket] < lengthMs) {
      bucket++;
    }
    return bucket;
  }

  private static int classOf(long lengthMs) {
    int magnitude = Long.SIZE - 1 - Long.numberOfLeadingZeros(lengthMs);
    long aligned = lengthMs << (Long.SIZE - 1 - magnitude);
    int bits = (int) (aligned >>> (Long.SIZE - 1 - CLASS_BITS)) & ((1 << CLASS_BITS) - 1);
    return (magnitude << CLASS_BITS) | bits;
  }

  private static long shortestOfClass(int magnitude, long bits) {
    return (1L << magnitude) | (bits << magnitude >>> CLASS_BITS);
  }

  private static long longestIn(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    return (long) Math.ceil(Math.exp((bucket - 1) * LOG_GAMMA));
  }
}
