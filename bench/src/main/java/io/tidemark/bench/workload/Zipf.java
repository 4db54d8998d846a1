package io.tidemark.bench.workload;

/**
 * Ranks whose frequency falls with their number: the k-th is drawn in proportion to 1/k. One draw
 * is one look into a table of as many entries as there are ranks, which fits into a core's cache,
 * so that drawing costs next to nothing beside any engine.
 *
 * <p>The method of aliases (A. J. Walker, "An efficient method for generating discrete random
 * variables with general distributions", 1977): every column of the table is equally likely, and is
 * shared by two ranks at most.
 */
final class Zipf {

  private static final long ODD = 0xD6E8FEB86659FD93L;

  /** Of each column: which part of it is its own, of 2^32, and below that whose the rest is. */
  private final long[] columns;

  Zipf(int ranks) {
    columns = new long[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
    }
    // Ranks are sorted by frequency, so those with too much are at the front, and stay there.
    double[] mass = new double[ranks];
    for (int rank = 0; rank < ranks; rank++) {
      mass[rank] = ranks / ((rank + 1) * sum);
    }
    int giver = 0;
    int taker = ranks - 1;
    while (giver < taker) {
      columns[taker] = column(mass[taker], giver);
      mass[giver] -= 1 - mass[taker];
      taker--;
      while (giver < taker && mass[giver] < 1) {
        columns[giver] = column(mass[giver], giver + 1);
        mass[giver + 1] -= 1 - mass[giver];
        giver++;
      }
    }
    columns[giver] = column(1, giver);
  }

  private static long column(double own, int other) {
    return (Math.min((long) (own * 0x1p32), 0xffff_ffffL) << 32) | other;
  }

  /** The rank that belongs to random bits, from 0. */
  int rank(long randomBits) {
    long draw = ((randomBits * ODD) >>> 32) * columns.length;
    int column = (int) (draw >>> 32);
    long entry = columns[column];
    return (draw & 0xffff_ffffL) < (entry >>> 32) ? column : (int) entry;
  }
}
