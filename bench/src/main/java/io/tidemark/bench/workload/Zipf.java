package io.tidemark.bench.workload;

import java.util.Arrays;

/**
 * Ranks whose frequency falls with their number: the k-th is drawn in proportion to 1/k. One draw
 * is one look into a table of quantiles, so that drawing costs next to nothing.
 */
final class Zipf {

  private static final int BITS = 20;

  private final int[] quantiles = new int[1 << BITS];

  Zipf(int ranks) {
    double[] upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
    for (int i = 0; i < quantiles.length; i++) {
      int found = Arrays.binarySearch(upTo, (i + 0.5) / quantiles.length * sum);
      quantiles[i] = Math.min(found < 0 ? -found - 1 : found, ranks - 1);
    }
  }

  /** The rank that belongs to random bits, of which it takes the lowest 20; from 0. */
  int rank(long randomBits) {
    return quantiles[(int) randomBits & ((1 << BITS) - 1)];
  }
}
