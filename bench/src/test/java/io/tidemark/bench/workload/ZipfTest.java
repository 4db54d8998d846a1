package io.tidemark.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipfTest {

  private static final int DRAWS = 2_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1000})
  void theFrequencyOfARankIsInProportionToItsReciprocal(int ranks) {
    Zipf zipf = new Zipf(ranks);
    int[] drawn = new int[ranks];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < DRAWS; i++) {
      drawn[zipf.rank(random.nextLong())]++;
    }
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
    }
    for (int rank = 0; rank < ranks; rank++) {
      double expected = DRAWS / ((rank + 1) * sum);
      assertThat((double) drawn[rank])
          .as("rank %d of %d", rank, ranks)
          .isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }
}
