package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class FutureGuardTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final long NOON = 1_767_268_800_000L;

  /**
   * An event.
   *
   * @param received when a collector got it; {@link FutureGuard#NO_TIME}: nobody knows
   */
  record Event(long time, long received) {}

  private static final FutureGuard<Event> GUARD =
      FutureGuard.<Event>allowing(HOUR).judgedBy(Event::received);

  private static WatermarkStrategy<Event> bounded() {
    return WatermarkStrategy.<Event>forBoundedOutOfOrderness(BOUND)
        .withTimestampAssigner((event, time) -> event.time());
  }

  /** Ten minutes of events, one each second, one of which is stamped a day ahead. */
  private static List<Event> feedWithOneOfTomorrow() {
    List<Event> feed = new ArrayList<>();
    for (int second = 0; second < 600; second++) {
      long now = NOON + second * 1_000L;
      feed.add(new Event(second == 100 ? now + Duration.ofDays(1).toMillis() : now, now));
    }
    return feed;
  }

  /** How many of the honest events are behind the watermark when they come. */
  private static int honestOnesLate(WatermarkStrategy<Event> strategy) {
    ScriptedSubtask<Event> subtask = new ScriptedSubtask<>(strategy, "p");
    TimestampAssigner<Event> times = timesOf(strategy, subtask.metrics());
    int late = 0;
    for (Event event : feedWithOneOfTomorrow()) {
      boolean honest = event.time() <= event.received();
      late += honest && event.time() <= subtask.watermark() ? 1 : 0;
      subtask.event("p", event, times.extractTimestamp(event, Long.MIN_VALUE)).round();
    }
    return late;
  }

  private static TimestampAssigner<Event> timesOf(
      WatermarkStrategy<Event> strategy, RecordedMetrics metrics) {
    return strategy.createTimestampAssigner(() -> metrics);
  }

  @Test
  void oneRecordADayAheadMakesNoHonestOneLateAndAllOfThemWithFlinksOwnStrategy() {
    assertThat(honestOnesLate(GUARD.passing(bounded()))).isZero();
    assertThat(honestOnesLate(GUARD.clamping(bounded()))).isZero();
    assertThat(
            honestOnesLate(
                GUARD.passing(
                    AdaptiveWatermarks.<Event>completeness(0.9)
                        .withTimestampAssigner((event, time) -> event.time()))))
        .isZero();

    // All 499 that came after it.
    assertThat(honestOnesLate(bounded())).isEqualTo(499);
  }

  @Test
  void passingKeepsTheTimeAndCounts() {
    WatermarkStrategy<Event> strategy = GUARD.passing(bounded());
    ScriptedSubtask<Event> subtask = new ScriptedSubtask<>(strategy, "a", "b");
    Event future = new Event(NOON + 3_600_001, NOON);

    assertThat(timesOf(strategy, new RecordedMetrics()).extractTimestamp(future, 0))
        .isEqualTo(NOON + 3_600_001);
    subtask.event("a", new Event(NOON, NOON), NOON).event("b", new Event(NOON, NOON), NOON);
    subtask.event("a", future, future.time()).event("b", future, future.time()).round();

    assertThat(subtask.watermark()).isEqualTo(NOON - 5_001);
    assertThat(subtask.metrics().count("eventtime.future")).isEqualTo(2);
  }

  @Test
  void clampingGivesTheTimeOfTheClockThatJudgedAndCounts() {
    RecordedMetrics metrics = new RecordedMetrics();
    TimestampAssigner<Event> times = timesOf(GUARD.clamping(bounded()), metrics);

    assertThat(times.extractTimestamp(new Event(NOON + 3_600_001, NOON), 0)).isEqualTo(NOON);
    assertThat(times.extractTimestamp(new Event(NOON + 3_600_000, NOON), 0))
        .isEqualTo(NOON + 3_600_000);
    assertThat(times.extractTimestamp(new Event(NOON - 1, NOON), 0)).isEqualTo(NOON - 1);
    assertThat(metrics.count("eventtime.future")).isEqualTo(1);
  }

  @Test
  void divertingSplitsTheStreamAndKeepsRecordsWithoutATime() throws Exception {
    OutputTag<Event> future = new OutputTag<>("future", Types.GENERIC(Event.class));
    try (OneInputStreamOperatorTestHarness<Event, Event> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(InstantiationUtil.clone(GUARD).diverting(future)))) {
      harness.open();
      Event honest = new Event(NOON, NOON);
      Event atTheLimit = new Event(NOON + 3_600_000, NOON);
      Event beyond = new Event(NOON + 3_600_001, NOON);
      for (Event event : List.of(honest, atTheLimit, beyond)) {
        harness.processElement(event, event.time());
      }
      harness.processElement(new StreamRecord<>(beyond));

      assertThat(harness.extractOutputValues()).containsExactly(honest, atTheLimit, beyond);
      assertThat(harness.getSideOutput(future))
          .extracting(StreamRecord::getValue)
          .containsExactly(beyond);
    }
  }

  @Test
  void whomNobodyKnowsTheTimeOfTheWallClockJudges() {
    WatermarkStrategy<Event> strategy = GUARD.clamping(bounded());
    TimestampAssigner<Event> times = timesOf(strategy, new RecordedMetrics());
    long before = System.currentTimeMillis();

    long clamped =
        times.extractTimestamp(
            new Event(before + Duration.ofDays(1).toMillis(), FutureGuard.NO_TIME), 0);

    assertThat(clamped).isBetween(before, System.currentTimeMillis());
    assertThat(times.extractTimestamp(new Event(before, FutureGuard.NO_TIME), 0)).isEqualTo(before);
    long yesterday = before - Duration.ofDays(1).toMillis();
    assertThat(
            timesOf(FutureGuard.<Event>allowing(HOUR).clamping(bounded()), new RecordedMetrics())
                .extractTimestamp(new Event(yesterday, before), 0))
        .isEqualTo(yesterday);
  }

  @Test
  void timesBeforeTheEpochAndAtTheEndsOfTimeAreJudgedLikeAnyOther() {
    long[] ends = {Long.MIN_VALUE + 1, Long.MIN_VALUE + 2, Long.MAX_VALUE - 1, Long.MAX_VALUE};
    long[] others = {-3_600_002, -3_600_001, -3_600_000, -1, 0, 1, 3_600_000, 3_600_001, NOON};
    List<Long> times = new ArrayList<>();
    for (long time : ends) {
      times.add(time);
    }
    for (long time : others) {
      times.add(time);
    }
    for (long clock : times) {
      for (long time : times) {
        ScriptedSubtask<Event> subtask = new ScriptedSubtask<>(GUARD.passing(bounded()), "p");

        subtask.event("p", new Event(time, clock), time);

        boolean isFuture = (double) time - (double) clock > 3_600_000.0;
        assertThat(subtask.metrics().count("eventtime.future"))
            .as("%d by the clock %d", time, clock)
            .isEqualTo(isFuture ? 1 : 0);
      }
    }
  }

  @Test
  void allowingForeverAllowsEverything() {
    FutureGuard<Event> guard =
        FutureGuard.<Event>allowing(ChronoUnit.FOREVER.getDuration()).judgedBy(Event::received);
    ScriptedSubtask<Event> subtask = new ScriptedSubtask<>(guard.passing(bounded()), "p");

    subtask.event("p", new Event(Long.MAX_VALUE, NOON), Long.MAX_VALUE).round();

    assertThat(subtask.metrics().count("eventtime.future")).isZero();
  }

  @Test
  void aPartitionThatSendsNothingButTheFutureIsIdle() {
    ScriptedSubtask<Event> subtask =
        new ScriptedSubtask<>(GUARD.passing(Idleness.after(HOUR).around(bounded())), "mad", "sane");
    subtask.event("sane", new Event(NOON, NOON), NOON);
    subtask.event("mad", new Event(Long.MAX_VALUE, NOON), Long.MAX_VALUE).roundAfter(HOUR);
    assertThat(subtask.watermark()).isEqualTo(NOON - 5_001);
  }

  @Test
  void aNegativeAllowanceIsRefused() {
    assertThatThrownBy(() -> FutureGuard.allowing(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an event cannot be ahead by PT-0.001S");
  }
}
