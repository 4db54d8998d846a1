package io.tidemark.local.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LengthHistogramTest {

  @Test
  void countsAboveRoundBoundsAreExactAndQuantilesHardlyTooLong() {
    Random random = new Random(1);
    for (int round = 0; round < 40; round++) {
      long[] lengths = new long[500];
      LengthHistogram histogram = new LengthHistogram();
      double scale = Math.pow(10, random.nextInt(11));
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = random.nextInt(4) == 0 ? 0 : (long) (scale * Math.exp(random.nextGaussian()));
        histogram.add(lengths[i]);
      }
      Arrays.sort(lengths);

      for (long bound :
          new long[] {0, 1, 999, 1_000, 5_000, 60_000, 90_000, 3_600_000, 12_300_000}) {
        assertThat(histogram.countAbove(bound))
            .isEqualTo(Arrays.stream(lengths).filter(length -> length > bound).count());
      }
      for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.998, 1}) {
        long exact = lengths[(int) Math.ceil(share * lengths.length - 1e-9) - 1];
        assertThat(histogram.quantile(share)).isBetween(exact, exact + exact / 100 + 1);
      }
      assertThat(histogram.max()).isEqualTo(lengths[lengths.length - 1]);
      assertThat(histogram.countAbove(histogram.max())).isZero();
    }
  }

  @Test
  void withoutLengthsEverythingIsZero() {
    LengthHistogram none = new LengthHistogram();

    assertThat(none.count()).isZero();
    assertThat(none.quantile(0.5)).isZero();
    assertThat(none.shareAbove(0)).isZero();
  }

  @Test
  void sumsAreThoseOfAllLengths() {
    LengthHistogram a = new LengthHistogram();
    LengthHistogram b = new LengthHistogram();
    a.add(7);
    b.add(70_000);
    b.add(7);

    LengthHistogram sum = LengthHistogram.sum(List.of(a, b));

    assertThat(sum.count()).isEqualTo(3);
    assertThat(sum.countAbove(7)).isEqualTo(1);
    assertThat(sum.max()).isEqualTo(70_000);
  }
}
