package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Panes as DESIGN and docs/windows.md promise them, each worked out by hand. */
final class ReplayPanesTest {

  private static final String COUNTS = "click-counts --event.time.format epoch-millis ";
  private static final String SUMS = COUNTS + "--aggregate sum ";

  @TempDir Path folder;

  @Test
  void aTumblingWindowFiresOnceTheWatermarkIsAtItsLastMillisecond() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms",
                    "x@0 at 100",
                    "x@9 at 101",
                    "y@10 at 102",
                    "watermark 8 at 103",
                    "watermark 9 at 104",
                    "watermark 19 at 105")
                .results())
        .containsExactly(
            "104: +I x [0,10) ON_TIME 0 = 2 last", "105: +I y [10,20) ON_TIME 0 = 1 last");
  }

  @Test
  void anEventBefore1970IsInAWindowBefore1970() throws Exception {
    assertThat(
            replay(COUNTS + "--window.size 10ms", "x@-1 at 1", "x@-10 at 2", "watermark -1 at 3")
                .results())
        .containsExactly("3: +I x [-10,0) ON_TIME 0 = 2 last");
  }

  @Test
  void anEventIsInEachOfItsSlidingWindows() throws Exception {
    assertThat(
            replay(
                    SUMS + "--window.size 10ms --window.slide 5ms",
                    "x@3=1 at 1",
                    "x@7=2 at 2",
                    "x@12=4 at 3",
                    "watermark 100 at 9")
                .results())
        .containsExactly(
            "9: +I x [-5,5) ON_TIME 0 = 1 last",
            "9: +I x [0,10) ON_TIME 0 = 3 last",
            "9: +I x [5,15) ON_TIME 0 = 6 last",
            "9: +I x [10,20) ON_TIME 0 = 4 last");
  }

  @Test
  void anEventThatIsLateForSomeOfItsWindowsCountsInTheOthersAndIsListed() throws Exception {
    Replayed replayed =
        replay(
            COUNTS + "--window.size 10ms --window.slide 5ms",
            "x@7 at 1",
            "watermark 9 at 2",
            "x@8 at 3",
            "x@4 at 4",
            "watermark 14 at 5");
    assertThat(replayed.results())
        .containsExactly("2: +I x [0,10) ON_TIME 0 = 1 last", "5: +I x [5,15) ON_TIME 0 = 2 last");
    assertThat(replayed.late())
        .containsExactly("x@8 by 9 late_partial: [0,10)", "x@4 by 9 late_dropped: [-5,5) [0,10)");
    assertThat(replayed.books())
        .hasToString(
            "read=3 on_time=1 late_partial=1 late_dropped=1 assigned=6 assigned_on_time=3"
                + " assigned_late_dropped=3");
  }

  @Test
  void aWindowAcceptsLateEventsUntilTheAllowedLatenessIsOver() throws Exception {
    Replayed replayed =
        replay(
            COUNTS + "--window.size 10ms --window.allowed-lateness 5ms",
            "x@1 at 1",
            "watermark 9 at 2",
            "x@2 at 3",
            "watermark 13 at 4",
            "x@3 at 5",
            "watermark 14 at 6",
            "x@4 at 7");
    assertThat(replayed.results())
        .containsExactly(
            "2: +I x [0,10) ON_TIME 0 = 1",
            "3: +U x [0,10) LATE 1 = 2",
            "5: +U x [0,10) LATE 2 = 3");
    assertThat(replayed.late()).containsExactly("x@4 by 14 late_dropped: [0,10)");
    assertThat(replayed.books())
        .hasToString(
            "read=4 on_time=1 late_refined=2 late_dropped=1 assigned=4 assigned_on_time=1"
                + " assigned_late_refined=2 assigned_late_dropped=1");
  }

  @Test
  void aWindowThatIsFirstFilledWhenItIsCompleteBeginsLate() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms --window.allowed-lateness 5ms",
                    "watermark 12 at 1",
                    "x@3 at 2",
                    "x@4 at 3")
                .results())
        .containsExactly("2: +I x [0,10) LATE 0 = 1", "3: +U x [0,10) LATE 1 = 2");
  }

  // ---------------------------------------------------------------- early and late panes

  @Test
  void anEarlyPaneComesAnIntervalAfterTheFirstChangeAndIsStampedByTheLineThatMovedTheClock()
      throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms --window.early-interval 50ms",
                    "x@1 at 100",
                    "x@2 at 149",
                    // The clock moves first: the pane that is due at 150 has not got this one.
                    "x@3 at 160",
                    "at 209",
                    "at 210",
                    // Nothing has changed since.
                    "at 1000",
                    "watermark 9 at 1001")
                .results())
        .containsExactly(
            "160: +I x [0,10) EARLY 0 = 2",
            "210: +U x [0,10) EARLY 1 = 3",
            "1001: +U x [0,10) ON_TIME 2 = 3 last");
  }

  @Test
  void thePaneOnTimeTakesThePlaceOfAnEarlyOneThatIsNotDueYet() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms --window.early-interval 50ms",
                    "x@1 at 100",
                    "watermark 9 at 149",
                    "at 150",
                    "at 1000")
                .results())
        .containsExactly("149: +I x [0,10) ON_TIME 0 = 1 last");
  }

  @Test
  void onALineWithAWatermarkTheClocksPanesComeBeforeTheWatermarks() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms --window.early-interval 50ms",
                    "x@1 at 100",
                    "watermark 9 at 150")
                .results())
        .containsExactly("150: +I x [0,10) EARLY 0 = 1", "150: +U x [0,10) ON_TIME 1 = 1 last");
  }

  @Test
  void panesThatAreDueAtDifferentTimesComeInThatOrderThoughOneLineFiresThemAll() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms --window.early-interval 50ms",
                    "z@12 at 100",
                    "y@1 at 101",
                    "x@1 at 102",
                    "y@11 at 103",
                    "watermark -100 at 500")
                .results())
        .containsExactly(
            "500: +I z [10,20) EARLY 0 = 1",
            "500: +I y [0,10) EARLY 0 = 1",
            "500: +I x [0,10) EARLY 0 = 1",
            "500: +I y [10,20) EARLY 0 = 1");
  }

  @Test
  void anEarlyPaneComesAfterSoManyEvents() throws Exception {
    assertThat(
            replay(
                    SUMS + "--window.size 10ms --window.early-count 2",
                    "x@1=1 at 1",
                    "x@2=2 at 2",
                    "y@2=9 at 3",
                    "x@3=4 at 4",
                    "x@4=8 at 5",
                    "x@5=16 at 6",
                    "watermark 9 at 7")
                .results())
        .containsExactlyInAnyOrder(
            "2: +I x [0,10) EARLY 0 = 3",
            "5: +U x [0,10) EARLY 1 = 15",
            "7: +U x [0,10) ON_TIME 2 = 31 last",
            "7: +I y [0,10) ON_TIME 0 = 9 last");
  }

  @Test
  void anEarlyPaneComesEachTimeTheWatermarkHasMovedSoFarInsideTheWindow() throws Exception {
    assertThat(
            replay(
                    COUNTS + "--window.size 10ms --window.early-event-time 4ms",
                    "x@1 at 1",
                    "watermark 2 at 2",
                    "watermark 3 at 3",
                    // Nothing has changed when the watermark is at 7.
                    "watermark 7 at 4",
                    "x@8 at 5",
                    "watermark 9 at 6")
                .results())
        .containsExactly("3: +I x [0,10) EARLY 0 = 1", "6: +U x [0,10) ON_TIME 1 = 2 last");
  }

  @Test
  void latePanesCanWaitForEachOtherAndTheRestComesWithTheEndOfTheWindow() throws Exception {
    assertThat(
            replay(
                    COUNTS
                        + "--window.size 10ms --window.allowed-lateness 5ms"
                        + " --window.late-interval 50ms",
                    "x@1 at 100",
                    "watermark 9 at 110",
                    "x@2 at 120",
                    "x@3 at 130",
                    "at 169",
                    "at 170",
                    "x@4 at 180",
                    "watermark 14 at 190",
                    "at 1000")
                .results())
        .containsExactly(
            "110: +I x [0,10) ON_TIME 0 = 1",
            "170: +U x [0,10) LATE 1 = 3",
            "190: +U x [0,10) LATE 2 = 4 last");
  }

  // ---------------------------------------------------------------- accumulation

  private static final String[] THREE_PANES = {
    "x@1=1 at 100",
    "x@2=2 at 120",
    "at 150", // early: 3
    "x@3=4 at 160",
    "watermark 9 at 170", // on time: 7
    "x@4=8 at 180", // late: 15
  };

  private static final String THREE_PANES_OF =
      SUMS
          + "--window.size 10ms --window.early-interval 50ms --window.allowed-lateness 5ms"
          + " --window.accumulation ";

  @Test
  void accumulatingPanesHaveEverythingSoFar() throws Exception {
    assertThat(replay(THREE_PANES_OF + "accumulating", THREE_PANES).results())
        .containsExactly(
            "150: +I x [0,10) EARLY 0 = 3",
            "170: +U x [0,10) ON_TIME 1 = 7",
            "180: +U x [0,10) LATE 2 = 15");
  }

  @Test
  void discardingPanesHaveTheirOwnShare() throws Exception {
    assertThat(replay(THREE_PANES_OF + "discarding", THREE_PANES).results())
        .containsExactly(
            "150: +I x [0,10) EARLY 0 = 3",
            "170: +I x [0,10) ON_TIME 1 = 4",
            "180: +I x [0,10) LATE 2 = 8");
  }

  @Test
  void retractingPanesTakeTheLastOneBackFirst() throws Exception {
    assertThat(replay(THREE_PANES_OF + "retracting", THREE_PANES).results())
        .containsExactly(
            "150: +I x [0,10) EARLY 0 = 3",
            "170: -U x [0,10) ON_TIME 1 = 3",
            "170: +U x [0,10) ON_TIME 1 = 7",
            "180: -U x [0,10) LATE 2 = 7",
            "180: +U x [0,10) LATE 2 = 15");
  }

  @Test
  void thePaneOnTimeComesAlsoIfNothingHasChanged() throws Exception {
    String[] unchanged = {"x@1=5 at 100", "at 150", "watermark 9 at 170"};
    assertThat(replay(THREE_PANES_OF + "discarding", unchanged).results())
        .containsExactly("150: +I x [0,10) EARLY 0 = 5", "170: +I x [0,10) ON_TIME 1 = 0");
    assertThat(replay(THREE_PANES_OF + "retracting", unchanged).results())
        .containsExactly(
            "150: +I x [0,10) EARLY 0 = 5",
            "170: -U x [0,10) ON_TIME 1 = 5",
            "170: +U x [0,10) ON_TIME 1 = 5");
  }

  // ---------------------------------------------------------------- sessions

  private static final String SESSIONS =
      COUNTS + "--window.session-gap 10ms --window.allowed-lateness 100ms --window.accumulation ";

  private static final String[] TWO_SESSIONS_AND_WHAT_JOINS_THEM = {
    "x@0 at 1",
    "x@20 at 2",
    "watermark 15 at 3", // [0,10) is complete
    "x@10 at 4", // touches both: [0,30), which is open
    "watermark 29 at 5",
  };

  @Test
  void aSessionThatJoinsOthersTakesBackWhatTheyHadShownRightBeforeItsOwnFirstPane()
      throws Exception {
    assertThat(replay(SESSIONS + "retracting", TWO_SESSIONS_AND_WHAT_JOINS_THEM).results())
        .containsExactly(
            "3: +I x [0,10) ON_TIME 0 = 1",
            "5: -D x [0,10) ON_TIME 1 = 1 last",
            "5: +I x [0,30) ON_TIME 0 = 3");
  }

  @Test
  void accumulatingSessionsWriteNoDeletions() throws Exception {
    assertThat(replay(SESSIONS + "accumulating", TWO_SESSIONS_AND_WHAT_JOINS_THEM).results())
        .containsExactly("3: +I x [0,10) ON_TIME 0 = 1", "5: +I x [0,30) ON_TIME 0 = 3");
  }

  @Test
  void aLateEventInACompleteSessionOpensNothingAndOneThatExtendsItMakesANewOne() throws Exception {
    assertThat(
            replay(
                    SESSIONS + "retracting",
                    "x@0 at 1",
                    "x@5 at 2",
                    "watermark 20 at 3",
                    "x@3 at 4",
                    "x@-2 at 5")
                .results())
        .containsExactly(
            "3: +I x [0,15) ON_TIME 0 = 2",
            "4: -U x [0,15) LATE 1 = 2",
            "4: +U x [0,15) LATE 1 = 3",
            "5: -D x [0,15) LATE 2 = 3 last",
            "5: +I x [-2,15) LATE 0 = 4");
  }

  @Test
  void userSessionsTellsDurationAndItems() throws Exception {
    Replayed replayed =
        Replayed.script(
            folder,
            "user-sessions --window.session-gap 10ms --group.by user"
                + " --event.time.format epoch-millis",
            "{\"event\":{\"user_id\":\"u\",\"event_time\":5,\"item_id\":\"b\"},\"at\":1}",
            "{\"event\":{\"user_id\":\"u\",\"event_time\":0,\"item_id\":\"a\"},\"at\":2}",
            "{\"event\":{\"user_id\":\"u\",\"event_time\":12,\"item_id\":\"c\"},\"at\":3}",
            "{\"watermark\":21,\"at\":4}");
    assertThat(replayed.lines("results"))
        .containsExactly(
            "{\"op\":\"+I\",\"key\":\"u\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                + "\"window_end\":\"1970-01-01T00:00:00.022Z\",\"timing\":\"ON_TIME\",\"pane\":0,"
                + "\"last\":true,\"count\":3,\"duration_ms\":12,\"entry_item\":\"a\","
                + "\"exit_item\":\"c\",\"path\":[\"a\",\"b\",\"c\"],\"bounce\":false,"
                + "\"emitted_at\":\"1970-01-01T00:00:00.004Z\"}");
  }

  @Test
  void theColumnIsNamedAfterTheAggregate() throws Exception {
    String[] script = {"x@1=2 at 1", "x@2=0.5 at 2", "watermark 9 at 3"};
    assertThat(replay(COUNTS + "--window.size 10ms", script).lines("results"))
        .singleElement()
        .asString()
        .contains("\"count\":2,\"emitted_at\":");
    assertThat(replay(SUMS + "--window.size 10ms", script).lines("results"))
        .singleElement()
        .asString()
        .contains("\"sum\":2.5,\"emitted_at\":");
  }

  private Replayed replay(String job, String... lines) throws Exception {
    return Replayed.script(folder, job, lines);
  }
}
