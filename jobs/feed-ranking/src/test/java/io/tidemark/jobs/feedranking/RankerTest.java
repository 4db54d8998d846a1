package io.tidemark.jobs.feedranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.aggregate.DecayedSum;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankerTest {

  private static final Duration HALF_LIFE = Duration.ofSeconds(10);

  private final Ranker ranker = new Ranker(HALF_LIFE, 3, 2);
  private final Interests interests = new Interests();

  @Test
  void ofEqualsTheLesserItemIsFirstAndOnlySoManyAreRanked() {
    did("d", 1_000, 0);
    // As much as three times one, to the last bit.
    did("c", 3_000, 0);
    did("b", 1_000, 0);
    did("b", 1_000, 0);
    did("b", 1_000, 0);
    did("a", 1_000, 0);

    assertThat(ranker.rank(interests, 10_000, Map.of()))
        .containsExactly(
            new RankedItem(1, "b", 1_500_000),
            new RankedItem(2, "c", 1_500_000),
            new RankedItem(3, "a", 500_000));
  }

  @Test
  void whatIsWrittenAsNothingHasItsOrderStill() {
    did("a", 1_000, 0);
    did("b", 1_000, 1);

    assertThat(ranker.rank(interests, 900_000, Map.of()))
        .containsExactly(new RankedItem(1, "b", 0), new RankedItem(2, "a", 0));
  }

  @Test
  void theTrendCountsForItemsOfTheUserOnly() {
    did("a", 1_000, 10_000);
    did("b", 3_000, 10_000);

    assertThat(ranker.rank(interests, 10_000, Map.of("a", 9L, "z", 99L)))
        .containsExactly(
            // 1 + 2 ln 10
            new RankedItem(1, "a", 5_605_170), new RankedItem(2, "b", 3_000_000));
  }

  @Test
  void aNegativeWeightTakesAnItemDown() {
    did("a", 1_000, 10_000);
    did("b", 3_000, 10_000);
    did("b", -5_000, 10_000);

    assertThat(ranker.rank(interests, 10_000, Map.of()))
        .extracting(RankedItem::item)
        .containsExactly("a", "b");
  }

  private void did(String item, long thousandths, long time) {
    interests.items.merge(
        item, DecayedSum.of(thousandths, time, HALF_LIFE.toMillis()), DecayedSum::plus);
  }
}
