package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SaturatingTest {

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  @Test
  void sumsAndDifferencesAreTheTrueOnesUpToTheEndsOfALong() {
    Random random = new Random(7);
    long[] edges = {
      Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    for (int i = 0; i < 100_000; i++) {
      long a = i % 2 == 0 ? random.nextLong() : edges[random.nextInt(edges.length)];
      long b = i % 3 == 0 ? random.nextLong() : edges[random.nextInt(edges.length)];
      BigInteger bigA = BigInteger.valueOf(a);
      BigInteger bigB = BigInteger.valueOf(b);

      assertThat(Saturating.plus(a, b)).isEqualTo(clamped(bigA.add(bigB)));
      assertThat(Saturating.minus(a, b)).isEqualTo(clamped(bigA.subtract(bigB)));
    }
  }

  private static long clamped(BigInteger exact) {
    return exact.max(LEAST).min(MOST).longValueExact();
  }

  @Test
  void aDurationWithoutEndIsTheMostThereIs() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    assertThat(Saturating.millis(forever)).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.nanos(forever)).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.nanos(Duration.ofDays(400 * 365))).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.millis(Duration.ofDays(400 * 365))).isEqualTo(400 * 365 * 86_400_000L);
    assertThat(Saturating.nanos(Duration.ofMillis(3))).isEqualTo(3_000_000);
  }
}
