package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says how far event time is, and by which clock. */
final class ReplayTimeTest {

  private static final String COUNTS =
      "click-counts --event.time.format epoch-millis --window.size 10ms ";
  private static final String BOUNDED = COUNTS + "--watermark.max-out-of-orderness 5ms ";

  @TempDir Path folder;

  // ---------------------------------------------------------------- without watermark lines

  @Test
  void withoutWatermarksInTheScriptTheJobsOwnStrategyRunsAfterEachEvent() throws Exception {
    Replayed replayed =
        replay(
            BOUNDED,
            "x@1 at 101",
            // 14 - 5 - 1 = 8: one millisecond short.
            "y@14 at 102",
            "x@2 at 103",
            "y@15 at 104",
            "x@3 at 105");
    assertThat(replayed.results())
        .containsExactly(
            "104: +I x [0,10) ON_TIME 0 = 2 last", "105: +I y [10,20) ON_TIME 0 = 2 last");
    assertThat(replayed.late()).containsExactly("x@3 by 9 late_dropped: [0,10)");
  }

  @Test
  void anEventIsJudgedByTheWatermarkBeforeTheOneThatItMoves() throws Exception {
    assertThat(replay(BOUNDED, "x@1 at 1", "x@100 at 2", "x@94 at 3").late()).isEmpty();
  }

  @Test
  void theStrategyIsTheOneThatTheParametersName() throws Exception {
    assertThat(
            replay(COUNTS + "--watermark.strategy ascending", "x@1 at 1", "x@10 at 2", "x@11 at 3")
                .results())
        .containsExactly("2: +I x [0,10) ON_TIME 0 = 1 last", "3: +I x [10,20) ON_TIME 0 = 2 last");
  }

  @Test
  void withoutWatermarksInTheScriptItsEndCompletesAllWindows() throws Exception {
    assertThat(
            replay(
                    BOUNDED + "--window.allowed-lateness 1h --window.late-interval 1h",
                    "x@1 at 1",
                    "x@50 at 2",
                    "x@2 at 3",
                    "at 9")
                .results())
        .containsExactly(
            "2: +I x [0,10) ON_TIME 0 = 1",
            "9: +I x [50,60) ON_TIME 0 = 1 last",
            // What waited for more late events does not wait for ever: an hour of event time.
            "9: +U x [0,10) LATE 1 = 2 last");
  }

  @Test
  void aMalformedEventMovesNoWatermark() throws Exception {
    Replayed replayed =
        replay(BOUNDED, "x@1 at 1", "{\"event\":{\"event_time\":1000},\"at\":2}", "x@2 at 3");
    assertThat(replayed.results()).containsExactly("3: +I x [0,10) ON_TIME 0 = 2 last");
    assertThat(replayed.late()).isEmpty();
  }

  // ---------------------------------------------------------------- with watermark lines

  @Test
  void withAWatermarkInTheScriptTheStrategyNeverRunsNotEvenBeforeIt() throws Exception {
    Replayed replayed =
        replay(BOUNDED, "x@1 at 1", "x@100 at 2", "x@2 at 3", "watermark 9 at 4", "x@200 at 5");
    assertThat(replayed.results()).containsExactly("4: +I x [0,10) ON_TIME 0 = 2 last");
    assertThat(replayed.late()).isEmpty();
  }

  @Test
  void withAWatermarkInTheScriptItsEndFiresNothingAndTheBooksBalanceAllTheSame() throws Exception {
    Replayed replayed = replay(BOUNDED, "watermark 5 at 1", "x@7 at 2", "at 1000");
    assertThat(replayed.results()).isEmpty();
    assertThat(replayed.books()).hasToString("read=1 on_time=1 assigned=1 assigned_on_time=1");
  }

  @Test
  void aWatermarkThatIsNotAheadOfTheLastOneIsNone() throws Exception {
    Replayed replayed =
        replay(
            COUNTS + "--window.allowed-lateness 10ms",
            "x@1 at 1",
            "watermark 12 at 2",
            "watermark 12 at 3",
            "watermark 3 at 4",
            "x@2 at 5",
            "x@11 at 6");
    assertThat(replayed.results())
        .containsExactly("2: +I x [0,10) ON_TIME 0 = 1", "5: +U x [0,10) LATE 1 = 2");
  }

  @Test
  void aWatermarkMayBeAtTheEndOfAllTime() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.allowed-lateness 10ms",
                    "watermark " + Long.MIN_VALUE,
                    "x@1",
                    "watermark " + Long.MAX_VALUE)
                .results())
        .containsExactly("0: +I x [0,10) ON_TIME 0 = 1 last");
  }

  // ---------------------------------------------------------------- the clock

  @Test
  void aLineWithoutATimeLeavesTheClockWhereItIs() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.early-interval 5ms",
                    "x@1 at 100",
                    "watermark 3",
                    "x@2",
                    "at 105",
                    "watermark 9")
                .results())
        .containsExactly("105: +I x [0,10) EARLY 0 = 2", "105: +U x [0,10) ON_TIME 1 = 2 last");
  }

  @Test
  void beforeTheFirstTimeTheClockStandsAtTheEpoch() throws Exception {
    assertThat(
            replay(COUNTS + "--window.early-interval 5ms", "x@1", "watermark 0", "at 4", "at 5")
                .results())
        .containsExactly("5: +I x [0,10) EARLY 0 = 1");
  }

  @Test
  void processingTimeBefore1970IsATimeLikeAnyOther() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.early-interval 5ms",
                    "x@1 at -100",
                    "at -96",
                    "at -95",
                    "watermark 9 at -90")
                .results())
        .containsExactly("-95: +I x [0,10) EARLY 0 = 1", "-90: +U x [0,10) ON_TIME 1 = 1 last");
  }

  // ---------------------------------------------------------------- the future guard

  private static final String GUARDED = BOUNDED + "--watermark.max-future 1s";

  @Test
  void withoutWatermarksAnEventFromTheFutureOfTheScriptsClockIsADeadLetter() throws Exception {
    Replayed replayed = replay(GUARDED, "x@1100 at 100", "x@1101 at 100", "x@1101 at 101");
    assertThat(replayed.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.path("reason").asText()).isEqualTo("future");
              assertThat(letter.path("line").asInt()).isEqualTo(2);
              assertThat(letter.path("error").asText())
                  .isEqualTo(
                      "event time 1970-01-01T00:00:01.101Z is more than PT1S ahead of the clock,"
                          + " 1970-01-01T00:00:00.100Z");
            });
    assertThat(replayed.books())
        .hasToString("read=3 on_time=2 future=1 assigned=2 assigned_on_time=2");
  }

  @Test
  void itsReceivedTimeIsTheBetterJudge() throws Exception {
    Replayed replayed =
        replay(
            GUARDED,
            "{\"event\":{\"item_id\":\"x\",\"event_time\":5000,\"received_time\":4500},\"at\":1}",
            "{\"event\":{\"item_id\":\"x\",\"event_time\":5000,\"received_time\":3999},"
                + "\"at\":9000}");
    assertThat(replayed.lines("dead-letters"))
        .singleElement()
        .asString()
        .contains("its received time", "\"line\":2");
  }

  @Test
  void beforeTheScriptHasToldATimeNothingIsFromTheFuture() throws Exception {
    assertThat(
            replay(
                    "click-counts --window.size 10s",
                    "{\"event\":{\"item_id\":\"x\",\"event_time\":\"9999-01-01T00:00:00Z\"}}")
                .deadLetters())
        .isEmpty();
  }

  @Test
  void withWatermarksInTheScriptNothingIsFromTheFuture() throws Exception {
    assertThat(replay(GUARDED, "x@999999 at 1", "watermark 1 at 2").deadLetters()).isEmpty();
  }

  private Replayed replay(String job, String... lines) throws Exception {
    return Replayed.script(folder, job.strip(), lines);
  }
}
