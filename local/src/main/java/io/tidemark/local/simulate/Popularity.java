package io.tidemark.local.simulate;

import java.util.Arrays;

/** Zipf's law with exponent 1: the item of rank n is chosen 1/n times as often as the first. */
final class Popularity {

  /** At index n, the share of the choices that fall on the first n + 1 items. */
  private final double[] cumulativeShares;

  Popularity(int items) {
    cumulativeShares = new double[items];
    double sum = 0;
    for (int rank = 1; rank <= items; rank++) {
      sum += 1.0 / rank;
      cumulativeShares[rank - 1] = sum;
    }
    for (int i = 0; i < items; i++) {
      cumulativeShares[i] /= sum;
    }
  }

  /** The rank of a random choice, from 1, the hottest. */
  int draw(Dice dice) {
    int found = Arrays.binarySearch(cumulativeShares, dice.unit());
    // A hit on a boundary belongs to the next item, as the shares' lower bounds are inclusive.
    return found >= 0 ? found + 2 : -found;
  }
}
