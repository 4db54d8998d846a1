package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The partitions of one subtask, under Flink's own combining of their watermarks. */
class PartitionIdlenessTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long BOUND_MS = 100;

  private static final Idleness IDLENESS = Idleness.after(TIMEOUT).withGrace(GRACE);

  private static WatermarkStrategy<String> bounded() {
    return WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(BOUND_MS));
  }

  private static ScriptedSubtask<String> subtask(String... partitions) {
    return new ScriptedSubtask<>(IDLENESS.around(bounded()), partitions);
  }

  private static long idlePartitions(ScriptedSubtask<String> subtask) {
    return subtask.metrics().gauge("eventtime.idlePartitions").longValue();
  }

  private static long wokenBehind(ScriptedSubtask<String> subtask) {
    return subtask.metrics().count("eventtime.partitionsWokenBehind");
  }

  private static long eventsBehind(ScriptedSubtask<String> subtask) {
    return subtask.metrics().count("eventtime.eventsBehindAfterWaking");
  }

  @Test
  void aSilentPartitionHoldsTheOthersBackUntilItIsIdle() {
    ScriptedSubtask<String> subtask = subtask("quiet", "busy");
    subtask.event("quiet", "q", 1_000).event("busy", "b", 1_000).round();
    for (int second = 1; second < 30; second++) {
      subtask.event("busy", "b", 1_000 + second * 1_000L).roundAfter(SECOND);
      assertThat(subtask.watermark()).isEqualTo(899);
      assertThat(idlePartitions(subtask)).isZero();
    }

    subtask.event("busy", "b", 50_000).roundAfter(SECOND);

    assertThat(subtask.watermark()).isEqualTo(49_899);
    assertThat(idlePartitions(subtask)).isEqualTo(1);
    assertThat(subtask.isIdle()).isFalse();
  }

  @Test
  void aPartitionThatNeverHadAnEventHoldsTheOthersBackNoLonger() {
    ScriptedSubtask<String> subtask = subtask("empty", "busy");
    subtask.event("busy", "b", 1_000).roundAfter(TIMEOUT.minusMillis(1));
    assertThat(subtask.watermark()).isEqualTo(Long.MIN_VALUE);

    subtask.event("busy", "b", 1_000).roundAfter(Duration.ofMillis(1));

    assertThat(subtask.watermark()).isEqualTo(899);
    assertThat(idlePartitions(subtask)).isEqualTo(1);
  }

  @Test
  void theSubtaskIsIdleWhenAllItsPartitionsAre() {
    ScriptedSubtask<String> subtask = subtask("a", "b");
    subtask.event("a", "a", 5_000).event("b", "b", 1_000).round();

    // Flink first goes as far as the furthest of them, and says that it is idle a round later.
    subtask.roundAfter(TIMEOUT).round();

    assertThat(subtask.watermark()).isEqualTo(4_899);
    assertThat(subtask.isIdle()).isTrue();
    assertThat(idlePartitions(subtask)).isEqualTo(2);
  }

  @Test
  void theGeneratorForRecordsOfNoPartitionIsNotCountedAsIdle() {
    ScriptedSubtask<String> subtask = subtask();

    subtask.roundAfter(TIMEOUT);

    assertThat(idlePartitions(subtask)).isZero();
  }

  @Test
  void eventsBetweenRoundsThatAreRareStillCount() {
    // A round takes longer than the timeout: what came since the last one is no silence.
    ScriptedSubtask<String> subtask = subtask("a");
    subtask.event("a", "a", 1_000).roundAfter(TIMEOUT.multipliedBy(2));
    assertThat(subtask.watermark()).isEqualTo(899);

    subtask.event("a", "a", 2_000).roundAfter(TIMEOUT.multipliedBy(2));

    assertThat(subtask.watermark()).isEqualTo(1_899);
    assertThat(subtask.isIdle()).isFalse();
  }

  /** One partition has slept while the other has come to 100 seconds. */
  private static ScriptedSubtask<String> oneAsleep(WatermarkStrategy<String> strategy) {
    ScriptedSubtask<String> subtask = new ScriptedSubtask<>(strategy, "sleeper", "busy");
    subtask.event("sleeper", "s", 1_000).event("busy", "b", 1_000).round();
    subtask.event("busy", "b", 100_000).roundAfter(TIMEOUT);
    assertThat(subtask.watermark()).isEqualTo(99_899);
    return subtask;
  }

  @Test
  void theOthersWaitForOneThatWakesUpBehindThemUntilItHasCaughtUp() {
    ScriptedSubtask<String> subtask = oneAsleep(IDLENESS.around(bounded()));

    subtask.event("sleeper", "s", 2_000).event("busy", "b", 110_000).round();
    for (int second = 3; second < 60; second++) {
      subtask.event("sleeper", "s", second * 1_000L).event("busy", "b", 110_000).roundAfter(SECOND);
      assertThat(subtask.watermark()).isEqualTo(99_899);
    }
    assertThat(wokenBehind(subtask)).isEqualTo(1);
    assertThat(eventsBehind(subtask)).isEqualTo(58);
    assertThat(idlePartitions(subtask)).isZero();

    subtask.event("sleeper", "s", 105_000).event("busy", "b", 110_000).round();

    assertThat(subtask.watermark()).isEqualTo(104_899);
    assertThat(eventsBehind(subtask)).isEqualTo(58);
  }

  @Test
  void whenTheGraceIsOverTheyGoOnAndItsEventsAreStillCounted() {
    ScriptedSubtask<String> subtask = oneAsleep(IDLENESS.around(bounded()));
    subtask.event("sleeper", "s", 2_000).event("busy", "b", 110_000).round();
    subtask.event("sleeper", "s", 3_000).event("busy", "b", 110_000);
    subtask.roundAfter(TIMEOUT.minusSeconds(1));
    subtask.event("sleeper", "s", 4_000).event("busy", "b", 110_000);
    subtask.roundAfter(GRACE.minus(TIMEOUT));
    assertThat(subtask.watermark()).isEqualTo(99_899);

    subtask.event("sleeper", "s", 5_000).event("busy", "b", 110_000).roundAfter(SECOND);

    assertThat(subtask.watermark()).isEqualTo(109_899);
    assertThat(eventsBehind(subtask)).isEqualTo(4);
    subtask.event("sleeper", "s", 109_000).event("busy", "b", 120_000).round();
    assertThat(subtask.watermark()).isEqualTo(119_899);
    assertThat(eventsBehind(subtask)).isEqualTo(5);
    assertThat(wokenBehind(subtask)).isEqualTo(1);
    assertThat(idlePartitions(subtask)).isZero();
  }

  @Test
  void oneThatWasLeftBehindHoldsTheOthersBackAgainOnceItHasCaughtUp() {
    ScriptedSubtask<String> subtask =
        oneAsleep(Idleness.after(TIMEOUT).withGrace(Duration.ZERO).around(bounded()));
    subtask.event("sleeper", "s", 2_000).event("busy", "b", 110_000).round();
    assertThat(subtask.watermark()).isEqualTo(109_899);

    subtask.event("sleeper", "s", 115_000).round();
    subtask.event("busy", "b", 130_000).round();

    assertThat(subtask.watermark()).isEqualTo(114_899);
    assertThat(eventsBehind(subtask)).isEqualTo(1);
  }

  @Test
  void oneThatWakesUpAheadWithOlderEventsStillToComeIsWaitedForAsWell() {
    ScriptedSubtask<String> subtask = oneAsleep(IDLENESS.around(bounded()));

    // Its own bound says that events from 99,851 on may still come.
    subtask.event("sleeper", "s", 99_950).event("busy", "b", 110_000).round();

    assertThat(subtask.watermark()).isEqualTo(99_899);
    subtask.event("sleeper", "s", 99_900).event("sleeper", "s", 99_860);
    assertThat(eventsBehind(subtask)).isEqualTo(1);
    assertThat(wokenBehind(subtask)).isEqualTo(1);
  }

  @Test
  void oneThatWakesUpWithTheOthersIsNotCounted() {
    ScriptedSubtask<String> subtask = oneAsleep(IDLENESS.around(bounded()));

    subtask.event("sleeper", "s", 101_000).event("busy", "b", 102_000).round();

    assertThat(subtask.watermark()).isEqualTo(100_899);
    assertThat(wokenBehind(subtask)).isZero();
    assertThat(eventsBehind(subtask)).isZero();
  }

  @Test
  void onesFirstEventMayWakeItUpBehindTheOthers() {
    ScriptedSubtask<String> subtask = subtask("empty", "busy");
    subtask.event("busy", "b", 100_000).roundAfter(TIMEOUT);

    subtask.event("empty", "e", 1_000).event("busy", "b", 110_000).round();

    assertThat(subtask.watermark()).isEqualTo(99_899);
    assertThat(wokenBehind(subtask)).isEqualTo(1);
    assertThat(eventsBehind(subtask)).isEqualTo(1);
  }

  @Test
  void oneThatFallsAsleepWhileItCatchesUpIsIdle() {
    ScriptedSubtask<String> subtask = oneAsleep(IDLENESS.around(bounded()));
    subtask.event("sleeper", "s", 2_000).event("busy", "b", 110_000).round();

    subtask.event("busy", "b", 110_000).roundAfter(TIMEOUT);

    assertThat(subtask.watermark()).isEqualTo(109_899);
    assertThat(idlePartitions(subtask)).isEqualTo(1);
  }

  @Test
  void aPartitionThatHasEndedIsNeitherIdleNorAnybodysMeasure() {
    ScriptedSubtask<String> subtask = subtask("slow", "sleeper", "busy");
    subtask.event("slow", "l", 5_000).event("sleeper", "s", 1_000).event("busy", "b", 100_000);
    subtask.round();
    subtask.event("slow", "l", 5_000).event("busy", "b", 100_000).roundAfter(TIMEOUT);
    assertThat(subtask.watermark()).isEqualTo(4_899);
    assertThat(idlePartitions(subtask)).isEqualTo(1);

    subtask.end("slow");
    subtask.event("busy", "b", 100_000).round();
    assertThat(subtask.watermark()).isEqualTo(99_899);

    // Ahead of where the one that has ended was, and behind the one that is left.
    subtask.event("sleeper", "s", 50_000);
    assertThat(eventsBehind(subtask)).isEqualTo(1);

    subtask.end("sleeper");
    subtask.round().round();
    assertThat(idlePartitions(subtask)).isZero();
  }

  @Test
  void aPartitionThatWasIdleWhenItEndedIsCountedNoMore() {
    ScriptedSubtask<String> subtask = subtask("gone", "busy");
    subtask.event("busy", "b", 1_000).roundAfter(TIMEOUT);
    assertThat(idlePartitions(subtask)).isEqualTo(1);

    subtask.end("gone");
    subtask.round().round();

    assertThat(idlePartitions(subtask)).isZero();
  }

  @Test
  void timesWithoutEndAreTimesLikeAnyOther() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    ScriptedSubtask<String> subtask =
        new ScriptedSubtask<>(
            Idleness.after(forever).withGrace(forever).around(bounded()), "quiet", "busy");

    subtask.event("busy", "b", 1_000).roundAfter(Duration.ofDays(10_000));

    assertThat(subtask.watermark()).isEqualTo(Long.MIN_VALUE);
    assertThat(idlePartitions(subtask)).isZero();
  }

  static Stream<Named<Function<Idleness, WatermarkStrategy<String>>>> compositions() {
    return Stream.of(
        Named.of("periodic", idleness -> idleness.around(bounded())),
        Named.of(
            "idleness around per event",
            idleness -> idleness.around(WatermarksPerEvent.of(bounded()))),
        Named.of(
            "per event around idleness",
            idleness -> WatermarksPerEvent.of(idleness.around(bounded()))),
        Named.of(
            "everything around everything",
            idleness ->
                WatermarksPerEvent.of(
                    WatermarksFromSome.of(
                        FutureGuard.<String>allowing(Duration.ofDays(1))
                            .passing(
                                MeasuredWatermarks.of(idleness.around(bounded()), 0.99)
                                    .withTimestampAssigner((event, time) -> time)),
                        event -> true))));
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void aFloodOfOnePartitionsEventsEndsNoOther(
      Function<Idleness, WatermarkStrategy<String>> composition) {
    ScriptedSubtask<String> subtask =
        new ScriptedSubtask<>(composition.apply(IDLENESS), "idle", "slow", "flood");
    subtask.event("slow", "s", 2_000).roundAfter(TIMEOUT);
    subtask.event("slow", "s", 2_000);
    for (int i = 0; i < 100; i++) {
      subtask.event("flood", "f", 10_000 + i);
    }
    subtask.round();
    assertThat(subtask.watermark()).isEqualTo(1_899);
    assertThat(idlePartitions(subtask)).isEqualTo(1);

    for (int i = 0; i < 100; i++) {
      subtask.event("flood", "f", 20_000 + i);
    }
    // Behind the flood, but not behind the subtask.
    subtask.event("idle", "i", 5_000);

    assertThat(eventsBehind(subtask)).isZero();
    assertThat(wokenBehind(subtask)).isZero();
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void whateverHappensItIsAsTheModelSays(
      Function<Idleness, WatermarkStrategy<String>> composition) {
    for (long seed = 0; seed < 400; seed++) {
      new RandomPartitions(seed, composition).run();
    }
  }
}
