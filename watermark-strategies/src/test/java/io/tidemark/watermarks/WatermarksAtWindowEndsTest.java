package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.watermarks.WatermarksAtWindowEnds.Ends;
import java.time.Duration;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarksAtWindowEndsTest {

  private static final Duration BOUND = Duration.ofMillis(100);
  private static final Duration APART = Duration.ofMillis(10);

  private static WatermarkStrategy<String> bounded() {
    return WatermarkStrategy.forBoundedOutOfOrderness(BOUND);
  }

  private static ScriptedSource<String> source() {
    return new ScriptedSource<>(
        WatermarksAtWindowEnds.of(bounded(), Ends.each(Duration.ofSeconds(1))));
  }

  @Test
  void aWatermarkThatCompletesAWindowDoesNotWaitForThePeriodicCall() {
    ScriptedSource<String> source = source().event("a", 500).periodicEmit().clockMoves(APART);

    assertThat(source.event("b", 1_099).watermarks()).containsExactly(399L);
    assertThat(source.event("c", 1_100).watermarks()).containsExactly(399L, 999L);
  }

  @Test
  void untilTheNextWindowIsCompleteItWaitsForThePeriodicCall() {
    ScriptedSource<String> source =
        source().event("a", 500).periodicEmit().clockMoves(APART).event("b", 1_300);

    source.clockMoves(APART).event("c", 1_400).event("d", 2_099);
    assertThat(source.watermarks()).containsExactly(399L, 1_199L);

    assertThat(source.periodicEmit().watermarks()).containsExactly(399L, 1_199L, 1_998L);
  }

  @Test
  void howFarItIsBehindIsNotKnownBeforeTheFirstPeriodicCall() {
    ScriptedSource<String> source =
        source().clockMoves(APART).event("a", 500).event("b", 1_500).event("c", 2_500);

    assertThat(source.watermarks()).isEmpty();
  }

  @Test
  void windowsThatEndMoreOftenWaitForTheNext() {
    ScriptedSource<String> source =
        source().event("a", 500).periodicEmit().clockMoves(APART).event("b", 1_100);

    source.clockMoves(APART.minusNanos(1)).event("c", 2_100).event("d", 2_200);
    assertThat(source.watermarks()).containsExactly(399L, 999L);

    source.clockMoves(Duration.ofNanos(1)).event("e", 3_099);
    assertThat(source.watermarks()).containsExactly(399L, 999L);
    assertThat(source.event("f", 3_100).watermarks()).containsExactly(399L, 999L, 2_999L);
  }

  @Test
  void idlenessIsStillFoundByThePeriodicCall() {
    ScriptedSource<String> source =
        new ScriptedSource<>(
            WatermarksAtWindowEnds.of(
                bounded().withIdleness(Duration.ofSeconds(30)), Ends.each(Duration.ofSeconds(1))));

    source.event("a", 500).periodicEmit().periodicEmit();
    source.clockMoves(Duration.ofSeconds(31)).periodicEmit();

    assertThat(source.isIdle()).isTrue();
    assertThat(source.event("b", 1_100).isIdle()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 50, 1_000})
  void noWindowThatTheStrategyWouldCompleteIsOpen(long slideMs) {
    Ends ends = Ends.each(Duration.ofMillis(slideMs));
    Random random = new Random(slideMs);
    for (int stream = 0; stream < 50; stream++) {
      ScriptedSource<String> source =
          new ScriptedSource<>(WatermarksAtWindowEnds.of(bounded(), ends));
      long latest = random.nextLong(-100_000, 100_000);
      source.event("first", latest).periodicEmit();
      for (int i = 0; i < 300; i++) {
        long time = latest + random.nextLong(-200, 200);
        latest = Math.max(latest, time);
        long before = source.watermark();

        source.clockMoves(APART).event("e" + i, time);

        long asked = latest - BOUND.toMillis() - 1;
        assertThat(source.watermark()).isIn(before, asked);
        assertThat(ends.after(source.watermark() + 1)).isEqualTo(ends.after(asked + 1));
        if (random.nextInt(5) == 0) {
          assertThat(source.periodicEmit().watermark()).isEqualTo(asked);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000",
    "999, 1000",
    "1000, 2000",
    "-1, 0",
    "-1000, 0",
    "-1001, -1000",
    "9223372036854775807, 9223372036854775807"
  })
  void anEndIsTheNextMultipleOfTheSlide(long time, long end) {
    assertThat(Ends.each(Duration.ofSeconds(1)).after(time)).isEqualTo(end);
  }

  @Test
  void windowsThatDoNotSlideAreRefused() {
    assertThatThrownBy(() -> Ends.each(Duration.ofNanos(999_999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("windows must slide by a millisecond at least");
  }
}
