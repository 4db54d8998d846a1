package io.tidemark.local.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The curve against a watermark that is really kept, one event after another. */
class CurveTest {

  private static final long WINDOW_MS = Measured.WINDOW.toMillis();

  @Test
  void sharesAreThoseOfAWatermarkWithThatBound() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      long[] times = new long[3_000];
      double delayMs = Math.pow(10, 1 + random.nextInt(5));
      for (int i = 0; i < times.length; i++) {
        times[i] = 1_000L * i - (long) (delayMs * random.nextGaussian() * random.nextGaussian());
      }
      Curve curve = Measured.of(times).curve();

      for (long bound : Curve.bounds()) {
        Curve.Point point = curve.at(bound);
        int late = 0;
        int lateForWindow = 0;
        Set<Long> windows = new HashSet<>();
        Set<Long> touched = new HashSet<>();
        Set<Long> incomplete = new HashSet<>();
        long watermark = Long.MIN_VALUE;
        for (long time : times) {
          long window = Math.floorDiv(time, WINDOW_MS);
          windows.add(window);
          if (time <= watermark) {
            late++;
            touched.add(window);
          }
          if (watermark >= (window + 1) * WINDOW_MS - 1) {
            lateForWindow++;
            incomplete.add(window);
          }
          watermark = Math.max(watermark, time - bound - 1);
        }
        assertThat(point.lateShare()).isEqualTo((double) late / times.length);
        assertThat(point.lateForWindowShare()).isEqualTo((double) lateForWindow / times.length);
        assertThat(point.windowsTouchedShare()).isEqualTo((double) touched.size() / windows.size());
        assertThat(point.windowsIncompleteShare())
            .isEqualTo((double) incomplete.size() / windows.size());
      }
    }
  }

  /**
   * Without a clock the newest event is it, so that a window waits for the bound, in event time.
   */
  @Test
  void addedLatencyOfAFeedInOrderIsTheBound() {
    long[] times = new long[20_000];
    for (int i = 0; i < times.length; i++) {
      times[i] = 100L * i;
    }
    Curve curve = Measured.of(times).curve();

    for (long bound : new long[] {0, 1_000, 5_000, 60_000, 300_000}) {
      assertThat(curve.at(bound).addedLatencyMs()).isCloseTo((double) bound, within(110.0));
    }
  }
}
