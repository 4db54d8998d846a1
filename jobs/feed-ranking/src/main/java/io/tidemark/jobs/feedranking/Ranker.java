package io.tidemark.jobs.feedranking;

import io.tidemark.functions.aggregate.DecayedSum;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Ranks what a user did something with. An item's score at a time T is what its events are worth at
 * T, and the trend's weight times {@code ln(1 + count)} for its count in the trend. It is rounded
 * to what is written; the higher one is first, of equals the item that is less as a text.
 *
 * @param halfLife what halves an event's worth
 * @param top how many ranks there are, at most
 * @param trendWeight what a trend is worth beside a user's own events
 */
record Ranker(Duration halfLife, int top, double trendWeight) implements Serializable {

  private static final Comparator<RankedItem> BEST_FIRST =
      Comparator.comparingLong(RankedItem::score).reversed().thenComparing(RankedItem::item);

  /**
   * The ranking at a time.
   *
   * @param timeMs epoch milliseconds
   * @param trend by item, how often it was seen; what is not in it was not
   */
  List<RankedItem> rank(Interests interests, long timeMs, Map<String, Long> trend) {
    // The worst of the best so far is on top.
    PriorityQueue<RankedItem> best = new PriorityQueue<>(BEST_FIRST.reversed());
    for (Map.Entry<String, DecayedSum> item : interests.items.entrySet()) {
      double interest = item.getValue().at(timeMs, halfLife.toMillis());
      long count = trend.getOrDefault(item.getKey(), 0L);
      double score = count == 0 ? interest : interest + trendWeight * StrictMath.log1p((double) count);
      best.add(new RankedItem(0, item.getKey(), RankedItem.rounded(score)));
      if (best.size() > top) {
        best.remove();
      }
    }
    List<RankedItem> ranking = new ArrayList<>(best);
    ranking.sort(BEST_FIRST);
    for (int i = 0; i < ranking.size(); i++) {
      ranking.set(i, new RankedItem(i + 1, ranking.get(i).item(), ranking.get(i).score()));
    }
    return ranking;
  }
}
