package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarksPerEventTest {

  private static final Duration BOUND = Duration.ofMillis(100);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  @Test
  void watermarkFollowsRightAfterEachEventThatMovedIt() {
    ScriptedSource<String> source =
        new ScriptedSource<>(WatermarksPerEvent.of(bounded(Duration.ZERO)));

    assertThat(source.event("a", 10).watermarks()).containsExactly(9L);
    assertThat(source.event("b", 15).watermarks()).containsExactly(9L, 14L);
  }

  @Test
  void eventThatMovesNothingIsFollowedByNoWatermark() {
    ScriptedSource<String> source =
        new ScriptedSource<>(WatermarksPerEvent.of(bounded(Duration.ZERO)))
            .event("a", 10)
            .event("late", 3)
            .event("same", 10);

    assertThat(source.watermarks()).containsExactly(9L);
  }

  @Test
  void withoutItTheWatermarkWaitsForThePeriodicCall() {
    ScriptedSource<String> source =
        new ScriptedSource<>(bounded(Duration.ZERO)).event("a", 10).event("b", 15);
    assertThat(source.watermarks()).isEmpty();

    assertThat(source.periodicEmit().watermarks()).containsExactly(14L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5_000})
  void watermarkIsTheLatestEventTimeMinusTheBoundMinusOne(long boundMs) {
    Random random = new Random(boundMs);
    for (int stream = 0; stream < 100; stream++) {
      ScriptedSource<String> source =
          new ScriptedSource<>(WatermarksPerEvent.of(bounded(Duration.ofMillis(boundMs))));
      long latest = Long.MIN_VALUE;
      long before = source.watermark();
      for (int i = 0; i < 200; i++) {
        long eventTime = random.nextLong(-20_000, 20_000);
        latest = Math.max(latest, eventTime);

        source.event("e" + i, eventTime);

        assertThat(source.watermark())
            .isEqualTo(latest - boundMs - 1)
            .isGreaterThanOrEqualTo(before);
        before = source.watermark();
      }
    }
  }

  @Test
  void periodicCallAfterEachEventAddsNothing() {
    ScriptedSource<String> source =
        new ScriptedSource<>(WatermarksPerEvent.of(bounded(BOUND)))
            .periodicEmit()
            .event("a", 1_000)
            .periodicEmit()
            .periodicEmit();

    assertThat(source.watermarks()).containsExactly(899L);
  }

  @Test
  void idlenessInsideIsStillFoundByThePeriodicCall() {
    ScriptedSource<String> source =
        new ScriptedSource<>(WatermarksPerEvent.of(bounded(BOUND).withIdleness(IDLE_TIMEOUT)));

    becomesIdleAndWakesUp(source);
  }

  @Test
  void idlenessOutsideIsStillFoundByThePeriodicCall() {
    ScriptedSource<String> source =
        new ScriptedSource<>(
            WatermarksPerEvent.<String>of(bounded(BOUND)).withIdleness(IDLE_TIMEOUT));

    becomesIdleAndWakesUp(source);
  }

  private static void becomesIdleAndWakesUp(ScriptedSource<String> source) {
    source.event("a", 1_000).periodicEmit().periodicEmit();
    source.clockMoves(IDLE_TIMEOUT).periodicEmit();
    assertThat(source.isIdle()).isFalse();
    source.clockMoves(Duration.ofMillis(1)).periodicEmit();
    assertThat(source.isIdle()).isTrue();

    source.event("b", 2_000);

    assertThat(source.isIdle()).isFalse();
    assertThat(source.watermarks()).containsExactly(899L, 1_899L);
  }

  @Test
  void eventTimesAreThoseOfTheStrategyInside() {
    WatermarkStrategy<String> strategy =
        WatermarksPerEvent.of(
            WatermarkStrategy.<String>forMonotonousTimestamps()
                .withTimestampAssigner((event, sourceTime) -> sourceTime + event.length()));

    assertThat(strategy.createTimestampAssigner(() -> null).extractTimestamp("four", 100))
        .isEqualTo(104);
  }

  @Test
  void alignmentIsThatOfTheStrategyInside() {
    WatermarkStrategy<String> strategy =
        WatermarksPerEvent.of(
            bounded(BOUND)
                .withWatermarkAlignment("group", Duration.ofSeconds(7), Duration.ofSeconds(2)));

    assertThat(strategy.getAlignmentParameters().getWatermarkGroup()).isEqualTo("group");
    assertThat(strategy.getAlignmentParameters().getMaxAllowedWatermarkDrift()).isEqualTo(7_000);
    assertThat(strategy.getAlignmentParameters().getUpdateInterval()).isEqualTo(2_000);
    assertThat(WatermarksPerEvent.of(bounded(BOUND)).getAlignmentParameters().isEnabled())
        .isFalse();
  }

  @Test
  void strategyTravelsToTheCluster() throws Exception {
    WatermarkStrategy<String> copy = InstantiationUtil.clone(WatermarksPerEvent.of(bounded(BOUND)));

    assertThat(new ScriptedSource<>(copy).event("a", 1_000).watermarks()).containsExactly(899L);
  }

  private static WatermarkStrategy<String> bounded(Duration bound) {
    return WatermarkStrategy.forBoundedOutOfOrderness(bound);
  }
}
