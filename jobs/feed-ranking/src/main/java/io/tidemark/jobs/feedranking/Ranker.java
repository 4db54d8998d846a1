package io.tidemark.jobs.feedranking;

import io.tidemark.functions.aggregate.DecayedSum;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Ranks what a user did something with. An item's score at a time T is what its events are worth at
 * T, and the trend's weight times {@code ln(1 + count)} for its count in the trend. The higher one
 * is first, of equals the item that is less as a text.
 *
 * @param halfLife what halves an event's worth
 * @param top how many ranks there are, at most
 * @param trendWeight what a trend is worth beside a user's own events
 */
record Ranker(Duration halfLife, int top, double trendWeight) implements Serializable {

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::item);

  /** An item with its score, not rounded: even what is written as 0 has its order. */
  private record Scored(String item, double score) {}

  /**
   * The ranking at a time.
   *
   * @param timeMs epoch milliseconds
   * @param trend by item, how often it was seen; what is not in it was not
   */
  List<RankedItem> rank(Interests interests, long timeMs, Map<String, Long> trend) {
    // The worst of the best so far is on top.
    PriorityQueue<Scored> best = new PriorityQueue<>(BEST_FIRST.reversed());
    interests.items.forEach(
        (item, sum) -> {
          best.add(new Scored(item, score(sum, timeMs, trend.getOrDefault(item, 0L))));
          if (best.size() > top) {
            best.remove();
          }
        });
    RankedItem[] ranking = new RankedItem[best.size()];
    while (!best.isEmpty()) {
      int rank = best.size();
      Scored worst = best.remove();
      ranking[rank - 1] = new RankedItem(rank, worst.item(), RankedItem.rounded(worst.score()));
    }
    return List.of(ranking);
  }

  private double score(DecayedSum sum, long timeMs, long count) {
    double interest = sum.at(timeMs, halfLife.toMillis());
    return count == 0 ? interest : interest + trendWeight * StrictMath.log1p((double) count);
  }
}
