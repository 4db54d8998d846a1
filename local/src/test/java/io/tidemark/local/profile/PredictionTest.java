package io.tidemark.local.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the first half of a feed says of bounds, against what they do on the second half. */
class PredictionTest {

  private static final int EVENTS = 20_000;

  /** How long events are on their way. */
  enum Feed {
    /** Phones: mostly a moment, some minutes where there is no network. */
    PHONES(1_000) {
      @Override
      double delayMs(Random random, int event) {
        return random.nextInt(50) == 0
            ? 300_000 * -Math.log(1 - random.nextDouble())
            : 200 * Math.exp(random.nextGaussian());
      }
    },
    /** Flights, told of when they have landed: hours, up to eight. */
    FLIGHTS(60_000) {
      @Override
      double delayMs(Random random, int event) {
        return Math.min(28_800_000, 1_800_000 * Math.exp(0.8 * random.nextGaussian()));
      }
    },
    /** An access log that was shuffled within five minutes. */
    SHUFFLED_LOG(1_000) {
      @Override
      double delayMs(Random random, int event) {
        return 300_000 * random.nextDouble();
      }
    },
    /** In order. */
    ORDERED(100) {
      @Override
      double delayMs(Random random, int event) {
        return 0;
      }
    };

    private final long everyMs;

    Feed(long everyMs) {
      this.everyMs = everyMs;
    }

    abstract double delayMs(Random random, int event);

    /** Event times in the order of arrival, of what arrives until the last event happens. */
    long[] times(long seed) {
      Random random = new Random(seed);
      long[] times = IntStream.range(0, EVENTS).mapToLong(i -> everyMs * i).toArray();
      double[] arrivals =
          IntStream.range(0, EVENTS).mapToDouble(i -> times[i] + delayMs(random, i)).toArray();
      return IntStream.range(0, EVENTS)
          .filter(i -> arrivals[i] <= everyMs * EVENTS)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> arrivals[i]))
          .mapToLong(i -> times[i])
          .toArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theShareLateIsForetoldWithinOnePercentagePoint(Feed feed) {
    for (long seed = 1; seed <= 3; seed++) {
      long[] times = feed.times(seed);
      Curve predicted = Measured.of(times, 0, times.length / 2).curve();
      for (long bound : Curve.bounds()) {
        assertThat(predicted.at(bound).lateShare())
            .as("bound %d ms, seed %d", bound, seed)
            .isCloseTo(lateInSecondHalf(times, bound), within(0.01));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBoundThatIsRecommendedMeetsItsTarget(Feed feed) {
    for (double target : new double[] {0.9, 0.99, 0.999}) {
      long[] times = feed.times(9);
      Recommendation recommended =
          Recommendation.of(Measured.of(times, 0, times.length / 2), target);

      assertThat(lateInSecondHalf(times, recommended.boundMs()))
          .isLessThanOrEqualTo(1 - target + 0.01);
    }
  }

  /** With a watermark that has seen the first half. */
  private static double lateInSecondHalf(long[] times, long bound) {
    int half = times.length / 2;
    long newest = Arrays.stream(times, 0, half).max().orElseThrow();
    int late = 0;
    for (int i = half; i < times.length; i++) {
      if (times[i] <= newest - bound - 1) {
        late++;
      }
      newest = Math.max(newest, times[i]);
    }
    return (double) late / (times.length - half);
  }
}
