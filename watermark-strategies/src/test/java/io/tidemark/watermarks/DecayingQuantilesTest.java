package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayingQuantilesTest {

  @Test
  void aQuantileIsNeverTooSmallAndHardlyTooLarge() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      long[] values = new long[2_000];
      // So long a memory that all of them count alike.
      DecayingQuantiles quantiles = new DecayingQuantiles(1e12);
      double scale = Math.pow(10, random.nextInt(8));
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextInt(5) == 0 ? 0 : (long) (scale * Math.exp(random.nextGaussian()));
        quantiles.add(values[i]);
      }
      Arrays.sort(values);
      for (double above : new double[] {0, 0.001, 0.01, 0.1, 0.5, 0.9}) {
        int last = values.length - 1;
        int rank = last - (int) (above * values.length);
        // Whether a value is just within the share or just outside is a matter of rounding.
        assertThat(quantiles.exceededBy(above))
            .as("round %d, above %s", round, above)
            .isBetween(values[rank], (long) Math.ceil(1.0203 * values[Math.min(last, rank + 1)]));
      }
    }
  }

  @Test
  void withoutValuesEverythingIsZero() {
    assertThat(new DecayingQuantiles(100).exceededBy(0)).isZero();
  }

  @Test
  void oldValuesFade() {
    DecayingQuantiles quantiles = new DecayingQuantiles(100);
    for (int i = 0; i < 1_000; i++) {
      quantiles.add(10_000);
    }
    for (int i = 0; i < 500; i++) {
      quantiles.add(10);
    }
    assertThat(quantiles.exceededBy(0.01)).isBetween(10L, 11L);
  }

  @Test
  void endlessFeedsOverflowNothing() {
    DecayingQuantiles quantiles = new DecayingQuantiles(10);
    for (int i = 0; i < 100_000; i++) {
      quantiles.add(i % 100 + 1);
    }
    assertThat(quantiles.exceededBy(0)).isBetween(100L, 103L);
    assertThat(quantiles.exceededBy(0.5)).isBetween(90L, 100L);
  }

  @Test
  void aLengthBeyondEverythingIsInTheLastBucket() {
    DecayingQuantiles quantiles = new DecayingQuantiles(10);
    quantiles.add(Long.MAX_VALUE);
    assertThat(quantiles.exceededBy(0)).isGreaterThan(365L * 24 * 3_600_000);
  }
}
