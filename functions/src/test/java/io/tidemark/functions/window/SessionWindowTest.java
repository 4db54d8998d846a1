package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions with a gap of 10 ms, one situation at a time. */
@ParameterizedClass
@EnumSource(Backend.class)
class SessionWindowTest {

  private final Backend backend;
  private Windows windows;

  SessionWindowTest(Backend backend) {
    this.backend = backend;
  }

  private void sessionsWithLateness(long allowedLatenessMs) throws Exception {
    windows =
        Windows.of(
            EventTimeWindows.on(Windows.CLICKS)
                .session(Duration.ofMillis(10))
                .allowedLateness(Duration.ofMillis(allowedLatenessMs)),
            new SortedIds(),
            backend);
  }

  @AfterEach
  void nothingIsLeftAfterTheLastSession() throws Exception {
    windows.watermark(Long.MAX_VALUE);
    assertThat(windows.stateEntries()).as("entries in state").isZero();
    assertThat(windows.timers()).as("timers").isZero();
    windows.close();
  }

  @Test
  void recordsLessThanAGapApartAreOneSession() throws Exception {
    sessionsWithLateness(0);
    windows.send("a", "1", 3);
    windows.send("a", "2", 12);
    windows.send("b", "3", 5);
    windows.watermark(20);
    assertThat(windows.panes()).containsExactly("+I b [5,15) ON_TIME 0 last: 3");
    windows.watermark(21);
    assertThat(windows.panes()).containsExactly("+I a [3,22) ON_TIME 0 last: 1 2");
    assertThat(windows.ledger()).hasToString("on_time=3 assigned=3 assigned_on_time=3");
  }

  @Test
  void sessionsThatTouchAreOneAndThoseAMillisecondApartAreNot() throws Exception {
    sessionsWithLateness(0);
    windows.send("touching", "1", 0);
    windows.send("touching", "2", 10);
    windows.send("apart", "1", 0);
    windows.send("apart", "2", 11);
    windows.watermark(30);
    assertThat(windows.panes())
        .containsExactlyInAnyOrder(
            "+I apart [0,10) ON_TIME 0 last: 1",
            "+I apart [11,21) ON_TIME 0 last: 2",
            "+I touching [0,20) ON_TIME 0 last: 1 2");
  }

  @Test
  void aRecordBetweenTwoSessionsMakesThemOne() throws Exception {
    sessionsWithLateness(0);
    windows.send("a", "1", 0);
    windows.send("a", "2", 15);
    windows.send("a", "3", 8);
    windows.watermark(24);
    assertThat(windows.panes()).containsExactly("+I a [0,25) ON_TIME 0 last: 1 2 3");
  }

  @Test
  void anOlderRecordExtendsASessionToTheFront() throws Exception {
    sessionsWithLateness(0);
    windows.send("a", "1", 20);
    windows.send("a", "2", 12);
    windows.watermark(29);
    assertThat(windows.panes()).containsExactly("+I a [12,30) ON_TIME 0 last: 1 2");
  }

  @Test
  void aRecordMaySayItsOwnGap() throws Exception {
    windows =
        Windows.of(
            EventTimeWindows.on(Windows.CLICKS).session(Setup::gapOf), new SortedIds(), backend);
    windows.send("a", "1~100", 0);
    windows.send("a", "2~5", 50);
    windows.send("b", "3~0", 7);
    windows.watermark(8);
    assertThat(windows.panes()).containsExactly("+I b [7,8) ON_TIME 0 last: 3~0");
    windows.watermark(99);
    assertThat(windows.panes()).containsExactly("+I a [0,100) ON_TIME 0 last: 1~100 2~5");
  }

  @Test
  void aRecordThatTouchesNoSessionAndWhoseOwnIsGoneIsDropped() throws Exception {
    sessionsWithLateness(5);
    windows.watermark(24);
    windows.send("a", "1", 10);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.late())
        .singleElement()
        .returns(LateRecord.Outcome.LATE_DROPPED, LateRecord::outcome)
        .returns(List.of(new WindowBounds(10, 20)), LateRecord::missed);
    assertThat(windows.ledger()).hasToString("late_dropped=1 assigned=1 assigned_late_dropped=1");
  }

  @Test
  void aRecordWhoseOwnSessionIsGoneIsInTimeForALiveSessionThatItTouches() throws Exception {
    sessionsWithLateness(0);
    windows.send("a", "1", 20);
    windows.watermark(25);
    windows.send("a", "2", 12);
    assertThat(windows.late()).isEmpty();
    assertThat(windows.ledger()).hasToString("on_time=2 assigned=2 assigned_on_time=2");
    windows.watermark(29);
    assertThat(windows.panes()).containsExactly("+I a [12,30) ON_TIME 0 last: 1 2");
  }

  @Test
  void aLateRecordWithinASessionRefinesIt() throws Exception {
    sessionsWithLateness(20);
    windows.send("a", "1", 0);
    windows.send("a", "2", 10);
    windows.watermark(19);
    windows.send("a", "3", 5);
    assertThat(windows.panes())
        .containsExactly("+I a [0,20) ON_TIME 0: 1 2", "+U a [0,20) LATE 1: 1 2 3");
    assertThat(windows.ledger())
        .hasToString(
            "on_time=2 late_refined=1 assigned=3 assigned_on_time=2 assigned_late_refined=1");
  }

  @Test
  void aCompleteSessionThatIsExtendedPastTheWatermarkIsOpenAgainAndANewWindow() throws Exception {
    sessionsWithLateness(20);
    windows.send("a", "1", 0);
    windows.watermark(12);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1");

    windows.send("a", "2", 5);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.ledger()).hasToString("on_time=2 assigned=2 assigned_on_time=2");
    windows.watermark(14);
    assertThat(windows.panes())
        .containsExactly("-D a [0,10) ON_TIME 1 last: null", "+I a [0,15) ON_TIME 0: 1 2");
  }

  @Test
  void aCompleteSessionThatIsExtendedBehindTheWatermarkHasALatePaneAsANewWindow() throws Exception {
    sessionsWithLateness(20);
    windows.send("a", "1", 0);
    windows.watermark(20);
    windows.panes();
    windows.send("a", "2", 5);
    assertThat(windows.panes())
        .containsExactly("-D a [0,10) LATE 1 last: null", "+I a [0,15) LATE 0: 1 2");
    windows.watermark(33);
    windows.send("a", "3", 6);
    assertThat(windows.panes())
        .containsExactly("-D a [0,15) LATE 1 last: null", "+I a [0,16) LATE 0: 1 2 3");
  }

  @Test
  void sessionsGoOnWithMoreSubtasksAndFewer() throws Exception {
    sessionsWithLateness(0);
    for (String key : List.of("a", "b", "c", "d")) {
      windows.send(key, "1", 0);
      windows.send(key, "2", 15);
    }
    windows.operator().restart(3);
    for (String key : List.of("a", "b", "c", "d")) {
      windows.send(key, "3", 8);
    }
    windows.operator().restart(2);
    windows.watermark(24);
    assertThat(windows.panes())
        .containsExactlyInAnyOrder(
            "+I a [0,25) ON_TIME 0 last: 1 2 3",
            "+I b [0,25) ON_TIME 0 last: 1 2 3",
            "+I c [0,25) ON_TIME 0 last: 1 2 3",
            "+I d [0,25) ON_TIME 0 last: 1 2 3");
  }
}
