package io.tidemark.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {

  private final Dice dice = new Dice(7);

  @ParameterizedTest
  @ValueSource(doubles = {10, 1_000, 10_000, 3_600_000})
  void theMeanIntervalIsTheOneAskedFor(double intervalMs) {
    Rhythm rhythm = Rhythm.ofMeanInterval(intervalMs);
    int intervals = 200_000;
    double sumMs = 0;
    for (int i = 0; i < intervals; i++) {
      sumMs += rhythm.nextMs(dice);
    }

    assertThat(sumMs / intervals).isCloseTo(intervalMs, Percentage.withPercentage(3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 10_000, 3_600_000})
  void aPauseIsLongerThanTheGapsAroundIt(double intervalMs) {
    Rhythm rhythm = Rhythm.ofMeanInterval(intervalMs);

    assertThat(rhythm.pauseMs() / 2).isGreaterThan(10 * rhythm.gapMs());
  }
}
