package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.flink.metrics.HistogramStatistics;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OutOfOrdernessHistogramTest {

  /** The memory is so long that two thousand events all count for nearly the same. */
  private static final int EVENTS = 2_000;

  @Test
  void statisticsAreTheExactOnesWithinTwoPercent() {
    Random random = new Random(9);
    for (int round = 0; round < 30; round++) {
      OutOfOrdernessHistogram histogram = new OutOfOrdernessHistogram();
      double scale = Math.pow(10, 2 + random.nextInt(6));
      long[] lengths = new long[EVENTS];
      for (int i = 0; i < EVENTS; i++) {
        lengths[i] = (long) (scale * Math.exp(random.nextGaussian()));
        histogram.update(lengths[i]);
      }
      HistogramStatistics statistics = histogram.getStatistics();
      double mean = Arrays.stream(lengths).average().orElseThrow();
      double deviation =
          Math.sqrt(
              Arrays.stream(lengths).mapToDouble(l -> (l - mean) * (l - mean)).sum() / EVENTS);
      Arrays.sort(lengths);

      assertThat(histogram.getCount()).isEqualTo(EVENTS);
      assertThat(statistics.size()).isEqualTo(EVENTS);
      assertThat(statistics.getValues()).isEmpty();
      assertThat(statistics.getMean()).isCloseTo(mean, Percentage.withPercentage(3));
      assertThat(statistics.getStdDev()).isCloseTo(deviation, Percentage.withPercentage(4));
      assertThat(statistics.getMin()).isBetween(lengths[0], (long) (1.021 * lengths[0]) + 1);
      long most = lengths[EVENTS - 1];
      assertThat(statistics.getMax()).isBetween(most, (long) (1.021 * most) + 1);
      for (double quantile : new double[] {0.01, 0.25, 0.5, 0.75, 0.95, 0.99}) {
        // By weight, later events count up to two percent more.
        int rank = (int) (quantile * EVENTS);
        long low = lengths[Math.max(0, rank - 25)];
        long high = lengths[Math.min(EVENTS - 1, rank + 25)];
        assertThat(statistics.getQuantile(quantile))
            .as("round %d, %s", round, quantile)
            .isBetween((double) low, 1.021 * high + 1);
      }
    }
  }

  @Test
  void withoutEventsEverythingIsZero() {
    HistogramStatistics statistics = new OutOfOrdernessHistogram().getStatistics();
    assertThat(statistics.getMean()).isZero();
    assertThat(statistics.getStdDev()).isZero();
    assertThat(statistics.getMin()).isZero();
    assertThat(statistics.getMax()).isZero();
    assertThat(statistics.getQuantile(0.99)).isZero();
    assertThat(statistics.size()).isZero();
  }

  @Test
  void statisticsAreOfTheMomentTheyWereTaken() {
    OutOfOrdernessHistogram histogram = new OutOfOrdernessHistogram();
    histogram.update(100);
    HistogramStatistics before = histogram.getStatistics();

    histogram.update(1_000_000);

    assertThat(before.getMax()).isBetween(100L, 103L);
    assertThat(before.getMean()).isCloseTo(101, within(2.0));
  }
}
