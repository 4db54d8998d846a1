package io.tidemark.functions.ranking;

import java.util.Collections;
import java.util.List;

/**
 * The N best of all contenders that were ever offered, kept in a sorted list of at most N.
 *
 * <p>That is enough because an item's count only ever grows. Whoever is pushed out, or not let in,
 * has N others before it; each of these can only rise, or be pushed out by one that is better
 * still. So it stays outside until its own count grows, and then it is offered again.
 *
 * <p>Nor does it matter in which order contenders are offered, or how often: of one item the
 * greatest count holds, and the N best of several groups' N best are the N best of all.
 */
final class BestOf {

  private final int n;

  /**
   * @param n how many, at least one
   */
  BestOf(int n) {
    this.n = n;
  }

  /**
   * Offers a contender.
   *
   * @param best those that are in so far, the best one first; changed in place
   * @return whether they have changed
   */
  boolean offer(List<Contender> best, Contender contender) {
    if (best.size() == n && contender.compareTo(best.get(n - 1)) >= 0) {
      return false;
    }
    int before = placeOf(contender.item(), best);
    if (before >= 0) {
      if (best.get(before).count() >= contender.count()) {
        return false;
      }
      best.remove(before);
    } else if (best.size() == n) {
      best.remove(n - 1);
    }
    // Nobody is equal: the item is not in.
    best.add(-1 - Collections.binarySearch(best, contender), contender);
    return true;
  }

  private static int placeOf(String item, List<Contender> best) {
    for (int place = 0; place < best.size(); place++) {
      if (best.get(place).item().equals(item)) {
        return place;
      }
    }
    return -1;
  }
}
