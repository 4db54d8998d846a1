package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ClockSkewCorrectionTest {

  private static final long NOON = 1_767_268_800_000L;
  private static final long NO_TIME = ClockSkewCorrection.NO_TIME;

  record Click(String phone, long time, long sent, long received) {}

  private static final ClockSkewCorrection<Click> CORRECTION =
      ClockSkewCorrection.of(Click::phone, Click::sent, Click::received);

  private static WatermarkStrategy<Click> around(ClockSkewCorrection<Click> correction)
      throws Exception {
    return InstantiationUtil.clone(
        correction.around(
            WatermarkStrategy.<Click>forMonotonousTimestamps()
                .withTimestampAssigner((click, time) -> click.time())
                .withWatermarkAlignment("group", Duration.ofSeconds(3))));
  }

  private static long timeOf(WatermarkStrategy<Click> strategy, Click click) {
    return assigner(strategy).extractTimestamp(click, NO_TIME);
  }

  private static TimestampAssigner<Click> assigner(WatermarkStrategy<Click> strategy) {
    return strategy.createTimestampAssigner(RecordedMetrics::new);
  }

  @Test
  void timestampAndWatermarkAreThoseOfTheRightClock() throws Exception {
    WatermarkStrategy<Click> strategy = around(CORRECTION);
    Click ahead = new Click("p", NOON + 60_000, NOON + 60_000, NOON + 40);

    long time = timeOf(strategy, ahead);

    assertThat(time).isEqualTo(NOON + 40);
    assertThat(new ScriptedSubtask<>(strategy, "p").event("p", ahead, time).round().watermark())
        .isEqualTo(NOON + 39);
    assertThat(strategy.getAlignmentParameters().getWatermarkGroup()).isEqualTo("group");
  }

  @Test
  void whatIsMissingALittleOrTooMuchCorrectsNothing() throws Exception {
    WatermarkStrategy<Click> strategy = around(CORRECTION);
    assertThat(timeOf(strategy, new Click("p", NOON, NO_TIME, NOON + 60_000))).isEqualTo(NOON);
    assertThat(timeOf(strategy, new Click("p", NOON, NOON - 60_000, NO_TIME))).isEqualTo(NOON);
    assertThat(timeOf(strategy, new Click("p", NO_TIME, NOON, NOON + 60_000))).isEqualTo(NO_TIME);
    assertThat(timeOf(strategy, new Click("p", NOON, NOON, NOON + 2_000))).isEqualTo(NOON);
    assertThat(timeOf(strategy, new Click("p", NOON, NOON, NOON + 86_400_001))).isEqualTo(NOON);
  }

  @Test
  void itsLimitsCanBeSet() throws Exception {
    WatermarkStrategy<Click> strategy =
        around(CORRECTION.between(Duration.ofMillis(10), Duration.ofMillis(100)));
    assertThat(timeOf(strategy, new Click("a", NOON, NOON, NOON + 10))).isEqualTo(NOON);
    assertThat(timeOf(strategy, new Click("b", NOON, NOON, NOON + 11))).isEqualTo(NOON + 11);
    assertThat(timeOf(strategy, new Click("c", NOON, NOON, NOON + 101))).isEqualTo(NOON);
    assertThatThrownBy(() -> CORRECTION.between(Duration.ofMillis(2), Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSubtaskRemembersItsDevices() throws Exception {
    TimestampAssigner<Click> times = assigner(around(CORRECTION));
    times.extractTimestamp(new Click("p", NOON, NOON + 60_000, NOON + 30), NO_TIME);

    long later = NOON + 5_000;
    Click slow = new Click("p", later + 60_000, later + 60_000, later + 9_000);

    assertThat(times.extractTimestamp(slow, NO_TIME)).isEqualTo(later + 30);
  }
}
