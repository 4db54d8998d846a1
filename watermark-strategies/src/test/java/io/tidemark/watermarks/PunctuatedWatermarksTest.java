package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PunctuatedWatermarksTest {

  private final ScriptedSource<String> source =
      new ScriptedSource<>(
          PunctuatedWatermarks.of(
              text ->
                  text.startsWith("mark ")
                      ? Long.parseLong(text.substring(5))
                      : PunctuatedWatermarks.NONE));

  @Test
  void eachMarkIsEmittedRightBehindItsRecord() {
    source.event("a", 100).event("mark 90", 0);
    assertThat(source.watermarks()).containsExactly(90L);
    source.event("b", 500).event("mark 400", 0);
    assertThat(source.watermarks()).containsExactly(90L, 400L);
  }

  @Test
  void withoutAMarkThereIsNoWatermarkHoweverLateItIs() {
    source.event("a", 100).event("b", 1_000_000).periodicEmit();
    assertThat(source.watermarks()).isEmpty();
  }

  @Test
  void aMarkThatSaysLessThanOneBeforeSaysNothing() {
    source.event("mark 90", 0).event("mark 80", 0).event("mark 90", 0).event("mark 91", 0);
    assertThat(source.watermarks()).containsExactly(90L, 91L);
  }

  @Test
  void aMarkMayBeBeforeTheEpochAndMayBeTheLast() {
    source.event("mark -5", 0).event("mark " + Long.MAX_VALUE, 0);
    assertThat(source.watermarks()).containsExactly(-5L, Long.MAX_VALUE);
  }

  @Test
  void aPeriodicCallRepeatsNothing() {
    source.event("mark 90", 0).periodicEmit().periodicEmit();
    assertThat(source.watermarks()).containsExactly(90L);
  }

  @Test
  void theStrategyTravelsToWhereTheSourceRuns() throws Exception {
    PunctuatedWatermarks<String> strategy = PunctuatedWatermarks.of(text -> 7);
    ScriptedSource<String> there = new ScriptedSource<>(InstantiationUtil.clone(strategy));
    assertThat(there.event("a", 0).watermarks()).containsExactly(7L);
  }
}
