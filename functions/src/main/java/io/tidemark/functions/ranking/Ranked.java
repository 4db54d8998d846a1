package io.tidemark.functions.ranking;

/**
 * Who has a rank in a window.
 *
 * @param rank from 1, the best
 * @param item the item's id
 * @param count how often it was counted
 */
public record Ranked(int rank, String item, long count) {

  static Ranked of(int place, Contender contender) {
    return new Ranked(place + 1, contender.item(), contender.count());
  }
}
