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

/** Windows of 10 ms each 5 ms if not said otherwise, one situation at a time. */
@ParameterizedClass
@EnumSource(Backend.class)
class SlidingWindowTest {

  private final Backend backend;
  private Windows windows;

  SlidingWindowTest(Backend backend) {
    this.backend = backend;
  }

  private void windowsWithLateness(long allowedLatenessMs) throws Exception {
    windows(10, 5, allowedLatenessMs);
  }

  private void windows(long sizeMs, long slideMs, long allowedLatenessMs) throws Exception {
    windows =
        Windows.of(
            EventTimeWindows.on(Windows.CLICKS)
                .sliding(Duration.ofMillis(sizeMs), Duration.ofMillis(slideMs))
                .allowedLateness(Duration.ofMillis(allowedLatenessMs)),
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

  @Test
  void aRecordIsInEveryWindowThatContainsIt() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", 4);
    windows.send("a", "2", 5);
    windows.watermark(4);
    assertThat(windows.panes()).containsExactly("+I a [-5,5) ON_TIME 0 last: 1");
    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1 2");
    windows.watermark(14);
    assertThat(windows.panes()).containsExactly("+I a [5,15) ON_TIME 0 last: 2");
    windows.watermark(19);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.ledger()).hasToString("on_time=2 assigned=4 assigned_on_time=4");
  }

  @Test
  void aRecordIsInStateOnceAndSetsOneTimerHoweverManyWindowsItIsIn() throws Exception {
    windows(1000, 1, 0);
    windows.send("a", "1", 4);
    windows.send("a", "2", 4);
    assertThat(windows.stateEntries()).isEqualTo(1);
    assertThat(windows.timers()).isEqualTo(1);
  }

  @Test
  void theSizeNeedNotBeAMultipleOfTheSlide() throws Exception {
    windows(7, 3, 0);
    windows.send("a", "1", 3);
    windows.send("a", "2", 4);
    windows.watermark(100);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [-3,4) ON_TIME 0 last: 1",
            "+I a [0,7) ON_TIME 0 last: 1 2",
            "+I a [3,10) ON_TIME 0 last: 1 2");
    assertThat(windows.ledger()).hasToString("on_time=2 assigned=5 assigned_on_time=5");
  }

  @Test
  void aRecordThatIsLateForSomeOfItsWindowsIsCountedInTheOthersAndListedWithThoseItMissed()
      throws Exception {
    windows(10, 2, 0);
    windows.send("a", "1", 9);
    windows.watermark(11);
    windows.panes();

    windows.send("a", "2", 8);
    assertThat(windows.late())
        .singleElement()
        .returns(LateRecord.Outcome.LATE_PARTIAL, LateRecord::outcome)
        .returns(11L, LateRecord::watermark)
        .returns(List.of(new WindowBounds(0, 10), new WindowBounds(2, 12)), LateRecord::missed);
    assertThat(windows.ledger())
        .hasToString(
            "on_time=1 late_partial=1 assigned=10 assigned_on_time=8 assigned_late_dropped=2");
    windows.watermark(100);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [4,14) ON_TIME 0 last: 1 2",
            "+I a [6,16) ON_TIME 0 last: 1 2",
            "+I a [8,18) ON_TIME 0 last: 1 2");
  }

  @Test
  void aRecordCanMissAWindowRefineAnotherAndBeInTimeForAThird() throws Exception {
    windows(15, 5, 3);
    windows.send("a", "1", 11);
    windows.watermark(20);
    assertThat(windows.panes())
        .containsExactly("+I a [0,15) ON_TIME 0 last: 1", "+I a [5,20) ON_TIME 0: 1");

    windows.send("a", "2", 12);
    assertThat(windows.panes()).containsExactly("+U a [5,20) LATE 1: 1 2");
    assertThat(windows.late())
        .singleElement()
        .returns(List.of(new WindowBounds(0, 15)), LateRecord::missed);
    assertThat(windows.ledger())
        .hasToString(
            "on_time=1 late_partial=1 assigned=6 assigned_on_time=4 assigned_late_refined=1"
                + " assigned_late_dropped=1");
    windows.watermark(24);
    assertThat(windows.panes()).containsExactly("+I a [10,25) ON_TIME 0: 1 2");
  }

  @Test
  void aRecordThatRefinesAWindowAndMissesNoneIsLateRefined() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 7);
    windows.watermark(9);
    windows.send("a", "2", 8);
    assertThat(windows.panes())
        .containsExactly("+I a [0,10) ON_TIME 0: 1", "+U a [0,10) LATE 1: 1 2");
    assertThat(windows.late()).isEmpty();
    assertThat(windows.ledger())
        .hasToString(
            "on_time=1 late_refined=1 assigned=4 assigned_on_time=3 assigned_late_refined=1");
  }

  @Test
  void aRecordThatMissesAllItsWindowsIsDroppedWithAllOfThem() throws Exception {
    windowsWithLateness(0);
    windows.watermark(14);
    windows.send("a", "1", 7);
    assertThat(windows.late())
        .singleElement()
        .returns(LateRecord.Outcome.LATE_DROPPED, LateRecord::outcome)
        .returns(List.of(new WindowBounds(0, 10), new WindowBounds(5, 15)), LateRecord::missed);
    assertThat(windows.ledger()).hasToString("late_dropped=1 assigned=2 assigned_late_dropped=2");
  }

  @Test
  void aWindowFirstFilledWhenItIsCompleteHasNoOnTimePane() throws Exception {
    windowsWithLateness(5);
    windows.watermark(9);
    windows.send("a", "1", 7);
    assertThat(windows.panes()).containsExactly("+I a [0,10) LATE 0: 1");
    windows.watermark(14);
    assertThat(windows.panes()).containsExactly("+I a [5,15) ON_TIME 0: 1");
  }

  @Test
  void nothingIsKeptWhileAKeyIsSilentAndEmptyWindowsHaveNoPanes() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", 7);
    windows.watermark(14);
    assertThat(windows.panes()).hasSize(2);
    assertThat(windows.stateEntries()).isZero();
    assertThat(windows.timers()).isZero();

    windows.watermark(1_000_000);
    windows.send("a", "2", 1_000_001);
    windows.watermark(1_000_014);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [999995,1000005) ON_TIME 0 last: 2", "+I a [1000000,1000010) ON_TIME 0 last: 2");
  }

  @Test
  void aRestoreInTheMiddleOfAWindowChangesNothing() throws Exception {
    windows(15, 5, 0);
    windows.send("a", "1", 2);
    windows.send("a", "2", 7);
    windows.watermark(9);
    windows.panes();
    windows.operator().restart(3);
    windows.send("a", "3", 8);
    windows.watermark(14);
    assertThat(windows.panes()).containsExactly("+I a [0,15) ON_TIME 0 last: 1 2 3");
    windows.operator().restart();
    windows.watermark(19);
    assertThat(windows.panes()).containsExactly("+I a [5,20) ON_TIME 0 last: 2 3");
  }
}
