package io.tidemark.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DiceTest {

  private static final Percentage ROUGHLY = Percentage.withPercentage(2);

  @Test
  void exponentialTimesHaveTheMeanAskedFor() {
    assertThat(throwsOf(dice -> dice.exponential(300)).average()).hasValueCloseTo(300.0, ROUGHLY);
  }

  @Test
  void halfOfTheLogNormalTimesAreUnderTheMedian() {
    assertThat(throwsOf(dice -> dice.logNormal(150, 0.8)).filter(ms -> ms < 150).count())
        .isCloseTo(50_000, ROUGHLY);
  }

  @Test
  void oneLogNormalTimeInAHundredIsOverSixMedians() {
    double sixSeldom = StrictMath.exp(2.326 * 0.8);

    assertThat(throwsOf(dice -> dice.logNormal(1, 0.8)).filter(ms -> ms > sixSeldom).count())
        .isCloseTo(1_000, Percentage.withPercentage(10));
  }

  @Test
  void withoutSpreadEveryTimeIsTheMedian() {
    assertThat(throwsOf(dice -> dice.logNormal(150, 0)).distinct()).containsExactly(150.0);
  }

  @Test
  void aRandomMomentMeetsLongSpansMoreOften() {
    // The mean over moments is the mean square over the mean: (100^2 / 3) / (100 / 2).
    assertThat(throwsOf(dice -> dice.lengthBiased(0, 100)).average())
        .hasValueCloseTo(66.7, ROUGHLY);
  }

  private static DoubleStream throwsOf(ToDoubleFunction<Dice> chance) {
    Dice dice = new Dice(3);
    return DoubleStream.generate(() -> chance.applyAsDouble(dice)).limit(100_000);
  }
}
