package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveBoundTest {

  @Test
  void oneOutlierDoesNotMoveTheBound() {
    AdaptiveBound bound = new AdaptiveBound(0.999, 0, 3_600_000, 5_000);
    for (int i = 0; i < 50_000; i++) {
      bound.onEvent(i % 1_000, false);
    }
    long before = bound.boundMs();

    bound.onEvent(3_000_000, true);

    assertThat(bound.boundMs()).isCloseTo(before, withPercentage(2.1));
  }

  @Test
  void untilEnoughIsKnownTheFirstBoundHolds() {
    AdaptiveBound bound = new AdaptiveBound(0.99, 0, 3_600_000, 5_000);
    for (int i = 0; i < 999; i++) {
      bound.onEvent(0, false);
      assertThat(bound.boundMs()).isEqualTo(5_000);
    }
    for (int i = 0; i < 100; i++) {
      bound.onEvent(0, false);
    }
    assertThat(bound.boundMs()).isZero();
  }

  @Test
  void theBoundStaysBetweenFloorAndCeiling() {
    AdaptiveBound bound = new AdaptiveBound(0.9, 100, 2_000, 5_000);
    assertThat(bound.boundMs()).isEqualTo(2_000);
    for (int i = 0; i < 1_000; i++) {
      bound.onEvent(0, false);
    }
    assertThat(bound.boundMs()).isEqualTo(100);
    for (int i = 0; i < 1_000; i++) {
      bound.onEvent(60_000, true);
    }
    assertThat(bound.boundMs()).isEqualTo(2_000);
  }

  @Test
  void aBurstIsForgottenInTheEnd() {
    AdaptiveBound bound = new AdaptiveBound(0.99, 0, 3_600_000, 5_000);
    for (int i = 0; i < 20_000; i++) {
      bound.onEvent(60_000, true);
    }
    assertThat(bound.boundMs()).isGreaterThan(60_000);
    for (int i = 0; i < 40_000; i++) {
      bound.onEvent(i % 100, false);
    }
    assertThat(bound.boundMs()).isLessThan(110);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    for (double share : new double[] {0, 1, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AdaptiveWatermarks.completeness(share))
          .withMessage("completeness must be above 0 and below 1, not " + share);
    }
    AdaptiveWatermarks<Long> strategy = AdaptiveWatermarks.completeness(0.9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> strategy.between(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> strategy.beginningWith(Duration.ofSeconds(-1)));
  }
}
