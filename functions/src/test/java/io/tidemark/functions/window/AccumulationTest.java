package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Early panes after each second record, late ones after each record, one situation at a time. */
@ParameterizedClass
@EnumSource(Backend.class)
class AccumulationTest {

  private static final EventTimeWindows<Click> CLICKS = EventTimeWindows.on(Windows.CLICKS);

  private final Backend backend;
  private Windows windows;

  AccumulationTest(Backend backend) {
    this.backend = backend;
  }

  private void tumbling(Accumulation mode) throws Exception {
    start(CLICKS.tumbling(Duration.ofMillis(10)), mode);
  }

  private void sessions(Accumulation mode) throws Exception {
    start(CLICKS.session(Duration.ofMillis(10)), mode);
  }

  private void start(Windowing<Click> windowing, Accumulation mode) throws Exception {
    windows =
        Windows.of(
            windowing
                .allowedLateness(Duration.ofMillis(100))
                .triggers(PaneTriggers.NONE.withEarlyCount(2))
                .accumulation(mode),
            new SortedIds(),
            backend);
  }

  @AfterEach
  void nothingIsLeftAfterTheLastWindow() throws Exception {
    windows.watermark(Long.MAX_VALUE);
    assertThat(windows.stateEntries()).as("entries in state").isZero();
    assertThat(windows.timers()).as("timers").isZero();
    windows.close();
  }

  private void earlyOnTimeAndLate() throws Exception {
    windows.send("a", "1", 5);
    windows.send("a", "2", 5);
    windows.send("a", "3", 5);
    windows.watermark(9);
    windows.send("a", "4", 5);
  }

  @Test
  void discardingEachPaneHasItsOwnShare() throws Exception {
    tumbling(Accumulation.DISCARDING);
    earlyOnTimeAndLate();
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) EARLY 0: 1 2", "+I a [0,10) ON_TIME 1: 3", "+I a [0,10) LATE 2: 4");
  }

  @Test
  void discardingThePaneOnTimeIsEmptyIfNothingChangedSinceTheEarlyOne() throws Exception {
    tumbling(Accumulation.DISCARDING);
    windows.send("a", "1", 1);
    windows.send("a", "2", 2);
    windows.watermark(9);
    assertThat(windows.panes())
        .containsExactly("+I a [0,10) EARLY 0: 1 2", "+I a [0,10) ON_TIME 1: ");
  }

  @Test
  void accumulatingEachPaneReplacesTheOneBefore() throws Exception {
    tumbling(Accumulation.ACCUMULATING);
    earlyOnTimeAndLate();
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) EARLY 0: 1 2",
            "+U a [0,10) ON_TIME 1: 1 2 3",
            "+U a [0,10) LATE 2: 1 2 3 4");
  }

  @Test
  void retractingEachPaneTakesTheOneBeforeBack() throws Exception {
    tumbling(Accumulation.RETRACTING);
    earlyOnTimeAndLate();
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) EARLY 0: 1 2",
            "-U a [0,10) ON_TIME 1: 1 2",
            "+U a [0,10) ON_TIME 1: 1 2 3",
            "-U a [0,10) LATE 2: 1 2 3",
            "+U a [0,10) LATE 2: 1 2 3 4");
  }

  @Test
  void retractingThePaneOnTimeComesAsAPairAlsoIfNothingChanged() throws Exception {
    tumbling(Accumulation.RETRACTING);
    windows.send("a", "1", 1);
    windows.send("a", "2", 2);
    windows.watermark(500);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) EARLY 0: 1 2",
            "-U a [0,10) ON_TIME 1 last: 1 2",
            "+U a [0,10) ON_TIME 1 last: 1 2");
  }

  @ParameterizedTest
  @EnumSource(Accumulation.class)
  void slidingWindowsAreRefinedInEachMode(Accumulation mode) throws Exception {
    // With no early panes, they are made of slices.
    windows =
        Windows.of(
            CLICKS
                .sliding(Duration.ofMillis(10), Duration.ofMillis(5))
                .allowedLateness(Duration.ofMillis(100))
                .accumulation(mode),
            new SortedIds(),
            backend);
    windows.send("a", "1", 7);
    windows.watermark(9);
    windows.panes();
    windows.send("a", "2", 7);
    assertThat(windows.panes())
        .containsExactly(
            switch (mode) {
              case DISCARDING -> new String[] {"+I a [0,10) LATE 1: 2"};
              case ACCUMULATING -> new String[] {"+U a [0,10) LATE 1: 1 2"};
              case RETRACTING -> new String[] {"-U a [0,10) LATE 1: 1", "+U a [0,10) LATE 1: 1 2"};
            });
  }

  /** Two sessions, and a record between them when both have had a pane. */
  private void mergeAfterPanes() throws Exception {
    windows.send("a", "3", 15);
    windows.send("a", "4", 15);
    windows.send("a", "1", 0);
    windows.send("a", "2", 0);
    assertThat(windows.panes())
        .containsExactly("+I a [15,25) EARLY 0: 3 4", "+I a [0,10) EARLY 0: 1 2");
    windows.send("a", "5", 8);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void retractingTheSessionsThatMergedGoRightBeforeTheNewOneInTheOrderOfTheirStarts()
      throws Exception {
    sessions(Accumulation.RETRACTING);
    mergeAfterPanes();
    windows.watermark(24);
    assertThat(windows.panes())
        .containsExactly(
            "-D a [0,10) ON_TIME 1 last: 1 2",
            "-D a [15,25) ON_TIME 1 last: 3 4",
            "+I a [0,25) ON_TIME 0: 1 2 3 4 5");
  }

  @Test
  void accumulatingTheSessionsThatMergedGoToo() throws Exception {
    sessions(Accumulation.ACCUMULATING);
    mergeAfterPanes();
    windows.watermark(24);
    assertThat(windows.panes())
        .containsExactly(
            "-D a [0,10) ON_TIME 1 last: null",
            "-D a [15,25) ON_TIME 1 last: null",
            "+I a [0,25) ON_TIME 0: 1 2 3 4 5");
  }

  @Test
  void discardingTheSharesOfTheSessionsThatMergedStand() throws Exception {
    sessions(Accumulation.DISCARDING);
    mergeAfterPanes();
    windows.watermark(24);
    assertThat(windows.panes()).containsExactly("+I a [0,25) ON_TIME 0: 5");
  }

  @Test
  void aSessionThatMergesTwiceBeforeItsFirstPaneTakesAllOfThemBack() throws Exception {
    sessions(Accumulation.RETRACTING);
    mergeAfterPanes();
    windows.operator().restart();
    windows.watermark(12);
    // Alone it would be complete and late; as a part of the session it is neither.
    windows.send("a", "0", -9);
    assertThat(windows.panes())
        .containsExactly(
            "-D a [0,10) EARLY 1 last: 1 2",
            "-D a [15,25) EARLY 1 last: 3 4",
            "+I a [-9,25) EARLY 0: 0 1 2 3 4 5");
    windows.watermark(24);
    assertThat(windows.panes())
        .containsExactly(
            "-U a [-9,25) ON_TIME 1: 0 1 2 3 4 5", "+U a [-9,25) ON_TIME 1: 0 1 2 3 4 5");
  }

  @Test
  void aSessionThatIsExtendedIsTakenBackWithTheValueOfItsLastPane() throws Exception {
    sessions(Accumulation.RETRACTING);
    windows.send("a", "1", 0);
    windows.send("a", "2", 0);
    windows.watermark(9);
    windows.send("a", "3", 0);
    windows.panes();
    windows.watermark(40);
    windows.send("a", "4", 4);
    assertThat(windows.panes())
        .containsExactly("-D a [0,10) LATE 3 last: 1 2 3", "+I a [0,14) LATE 0: 1 2 3 4");
  }

  @Test
  void aDeletionCountsOnTimePanesAsItsSessionDid() throws Exception {
    sessions(Accumulation.RETRACTING);
    windows.send("a", "1", 0);
    windows.send("a", "2", 0);
    windows.watermark(9);
    windows.watermark(40);
    windows.panes();
    windows.send("a", "3", 4);
    assertThat(windows.operator().results())
        .extracting(WindowResult::onTimePane)
        .containsExactly(1, 0);
  }
}
