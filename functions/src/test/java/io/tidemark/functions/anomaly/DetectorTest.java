package io.tidemark.functions.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A value every five minutes. */
class DetectorTest {

  private static final long STEP_MS = 300_000;
  private static final int A_DAY = 288;

  private static List<Score> scores(DetectorKind kind, int length, IntToDoubleFunction values) {
    ScoringSpec spec = new ScoringSpec("test", kind.create(), Score.ALERT, false);
    double[] known = spec.begin();
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      scores.add(spec.score(known, i * STEP_MS, values.applyAsDouble(i)));
    }
    return scores;
  }

  /** Where the alerts are. */
  private static List<Integer> alerts(DetectorKind kind, int length, IntToDoubleFunction values) {
    List<Score> scores = scores(kind, length, values);
    List<Integer> alerts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      if (scores.get(i).score() >= Score.ALERT) {
        alerts.add(i);
      }
    }
    return alerts;
  }

  private static double[] noise(int length) {
    return new Random(3).doubles(length, -1, 1).toArray();
  }

  @ParameterizedTest
  @EnumSource(DetectorKind.class)
  void whateverComesScoresAndBandsAreNumbersInTheirPlace(DetectorKind kind) {
    double[] nasty = {
      0, -0.0, 1, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e-300, 7, 7, 7
    };
    Random random = new Random(1);
    List<Score> scores =
        scores(
            kind, 2_000, i -> i % 500 < 100 ? nasty[random.nextInt(nasty.length)] : i % 7 * 1e15);

    assertThat(scores)
        .allSatisfy(
            score -> {
              assertThat(score.score()).isBetween(0.0, 1.0);
              assertThat(score.expectedLow()).isFinite();
              assertThat(score.expectedHigh()).isFinite();
              assertThat(score.expectedLow()).isLessThanOrEqualTo(score.expectedHigh());
              assertThat(score.reason().isEmpty()).isEqualTo(score.score() < Score.ALERT);
            });
  }

  @ParameterizedTest
  @EnumSource(DetectorKind.class)
  void theSameValuesHaveTheSameScores(DetectorKind kind) {
    double[] noise = noise(1_000);

    assertThat(scores(kind, 1_000, i -> noise[i])).isEqualTo(scores(kind, 1_000, i -> noise[i]));
  }

  @ParameterizedTest
  @EnumSource(DetectorKind.class)
  void aLevelLineIsNoAnomaly(DetectorKind kind) {
    assertThat(alerts(kind, 3_000, i -> 42)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DetectorKind.class)
  void aSpikeFarOutIsOne(DetectorKind kind) {
    double[] noise = noise(2_000);

    assertThat(alerts(kind, 2_000, i -> i == 1_500 ? 30 : noise[i])).contains(1_500);
  }

  @Test
  void noiseOfOneKindIsNone() {
    double[] noise = noise(10_000);

    assertThat(alerts(DetectorKind.NOVELTY, 10_000, i -> noise[i])).hasSizeLessThan(3);
  }

  @Test
  void anIncidentIsNoAlertForEachOfItsValues() {
    double[] noise = noise(2_000);

    assertThat(
            alerts(
                DetectorKind.NOVELTY,
                2_000,
                i -> i >= 1_500 && i < 1_540 && i % 2 == 0 ? 30 : noise[i]))
        .filteredOn(alert -> alert >= 1_500)
        .hasSizeLessThan(3)
        .startsWith(1_500);
  }

  @Test
  void aSizeThatWasSeenBeforeIsExpected() {
    double[] noise = noise(4_000);

    assertThat(alerts(DetectorKind.RECORDS, 4_000, i -> i % 288 == 100 ? 30 : noise[i]))
        .allSatisfy(alert -> assertThat(alert).isLessThan(2 * A_DAY));
  }

  @Test
  void aDayThatIsLikeANightIsAnAnomalyWithEventTimeInMind() {
    double[] noise = noise(20 * A_DAY);
    int strike = 15 * A_DAY;

    assertThat(
            alerts(
                DetectorKind.NOVELTY,
                20 * A_DAY,
                i -> (i % A_DAY >= 108 && i / A_DAY != 15 ? 80 : 20) + noise[i]))
        .anySatisfy(alert -> assertThat(alert).isBetween(strike + 100, strike + 130));
  }

  @Test
  void theBandIsWhereAValueWouldBeNoAlert() {
    double[] noise = noise(2_000);
    Score last = scores(DetectorKind.RECORDS, 2_000, i -> noise[i]).get(1_999);
    double beyond = last.expectedHigh() + 0.1;
    double below = last.expectedLow() - 0.1;

    assertThat(alerts(DetectorKind.RECORDS, 2_000, i -> i == 1_999 ? beyond : noise[i]))
        .contains(1_999);
    assertThat(alerts(DetectorKind.RECORDS, 2_000, i -> i == 1_999 ? below : noise[i]))
        .contains(1_999);
    assertThat(last.expectedLow()).isNegative();
    assertThat(last.expectedHigh()).isPositive();
  }
}
