package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.DeductibleIds;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores into windows that are set otherwise than those of the savepoint. */
@ParameterizedClass
@EnumSource(Backend.class)
class ChangedWindowsTest {

  private static final SortedIds IDS = new SortedIds();

  private final Backend backend;
  private Windows windows;

  ChangedWindowsTest(Backend backend) {
    this.backend = backend;
  }

  @AfterEach
  void nothingIsLeftAfterTheLastWindow() throws Exception {
    windows.watermark(Long.MAX_VALUE);
    assertThat(windows.stateEntries()).as("entries in state").isZero();
    assertThat(windows.timers()).as("timers").isZero();
    windows.close();
  }

  private void start(Windowing<Click> windowing) throws Exception {
    windows = Windows.of(windowing, IDS, backend);
  }

  private static Duration ms(long duration) {
    return Duration.ofMillis(duration);
  }

  private static EventTimeWindows<Click> clicks() {
    return EventTimeWindows.on(Windows.CLICKS);
  }

  private static Windowing<Click> tumbling(long latenessMs) {
    return clicks().tumbling(ms(10)).allowedLateness(ms(latenessMs));
  }

  private static Windowing<Click> sliding() {
    return clicks().sliding(ms(10), ms(5));
  }

  private static PaneTriggers earlyCount(long records) {
    return PaneTriggers.NONE.withEarlyCount(records);
  }

  // ---------------------------------------------------------------- allowed lateness

  @Test
  void moreLatenessDoesNotBringBackAWindowThatIsGone() throws Exception {
    start(tumbling(2));
    windows.send("a", "1", 1);
    windows.watermark(11);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1");

    windows.restartAs(tumbling(20), IDS);
    windows.send("a", "late", 2);
    windows.watermark(12);
    windows.send("a", "late", 3);
    windows.operator().restart();
    windows.send("a", "late", 4);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.late()).hasSize(3);
  }

  @Test
  void moreLatenessHoldsForTheWindowsThatAreThere() throws Exception {
    start(tumbling(2));
    windows.send("a", "1", 1);
    windows.watermark(10);
    windows.panes();

    windows.restartAs(tumbling(20), IDS);
    windows.watermark(28);
    windows.send("a", "2", 2);
    windows.send("b", "3", 3);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1: 1 2", "+I b [0,10) LATE 0: 3");
    windows.watermark(29);
    assertThat(windows.stateEntries()).isZero();
  }

  @Test
  void lessLatenessHoldsAtOnce() throws Exception {
    start(tumbling(20));
    windows.send("a", "1", 1);
    windows.watermark(15);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1");

    windows.restartAs(tumbling(5), IDS);
    windows.send("a", "late", 2);
    windows.watermark(18);
    windows.send("a", "in time", 11);
    windows.watermark(19);
    assertThat(windows.panes()).containsExactly("+I a [10,20) ON_TIME 0: in time");
    assertThat(windows.late()).singleElement().returns(15L, LateRecord::watermark);
  }

  @Test
  void lessLatenessLosesNoLateRecordThatWaits() throws Exception {
    PaneTriggers batches = PaneTriggers.NONE.withLateInterval(ms(100));
    start(tumbling(20).triggers(batches));
    windows.send("a", "1", 1);
    windows.watermark(15);
    windows.send("a", "2", 2);
    windows.panes();

    windows.restartAs(tumbling(5).triggers(batches), IDS);
    windows.watermark(100);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1 last: 1 2");
  }

  @Test
  void lessLatenessEndsSessions() throws Exception {
    start(clicks().session(ms(10)).allowedLateness(ms(50)));
    windows.send("a", "1", 0);
    windows.watermark(20);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1");

    windows.restartAs(clicks().session(ms(10)).allowedLateness(ms(5)), IDS);
    windows.send("a", "late", 2);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.late())
        .singleElement()
        .returns(List.of(new WindowBounds(2, 12)), LateRecord::missed);
  }

  // ---------------------------------------------------------------- triggers

  @Test
  void anEarlyPaneThatWaitsIsNotDueAnyMoreOnceTheyAreTurnedOff() throws Exception {
    start(tumbling(0).triggers(PaneTriggers.NONE.withEarlyInterval(ms(100))));
    windows.send("a", "1", 1);

    windows.restartAs(tumbling(0), IDS);
    windows.clock(100);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1");
  }

  @Test
  void lateRecordsThatWaitComeWithTheNextPaneOnceBatchesAreTurnedOff() throws Exception {
    start(tumbling(20).triggers(PaneTriggers.NONE.withLateInterval(ms(100))));
    windows.watermark(9);
    windows.send("a", "1", 1);

    windows.restartAs(tumbling(20), IDS);
    windows.send("a", "2", 2);
    windows.clock(100);
    assertThat(windows.panes()).containsExactly("+I a [0,10) LATE 0: 1 2");
  }

  @Test
  void earlyPanesThatAreTurnedOnSayWhatCameBefore() throws Exception {
    start(sliding());
    windows.send("a", "1", 1);
    windows.send("a", "2", 6);
    windows.watermark(4);
    windows.panes();

    windows.restartAs(sliding().triggers(earlyCount(1)), IDS);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "3", 7);
    assertThat(windows.panes())
        .containsExactly("+I a [0,10) EARLY 0: 1 2 3", "+I a [5,15) EARLY 0: 2 3");
    windows.watermark(14);
    assertThat(windows.panes())
        .containsExactly("+U a [0,10) ON_TIME 1 last: 1 2 3", "+U a [5,15) ON_TIME 1 last: 2 3");
  }

  @Test
  void earlyPanesThatAreTurnedOnAreDueForWhatCameBefore() throws Exception {
    start(sliding());
    windows.send("a", "1", 1);

    windows.restartAs(
        sliding().triggers(PaneTriggers.NONE.withEarlyInterval(ms(100)).withEarlyEventTime(ms(8))),
        IDS);
    windows.watermark(2);
    assertThat(windows.panes()).containsExactly("+I a [-5,5) EARLY 0: 1");
    windows.clock(100);
    assertThat(windows.panes()).containsExactly("+I a [0,10) EARLY 0: 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatCameBeforeEarlyPanesAreTurnedOffIsInTheNextPane(boolean isDeductible) throws Exception {
    SortedIds aggregate = isDeductible ? new DeductibleIds() : new SortedIds();
    windows = Windows.of(sliding().triggers(earlyCount(2)), aggregate, backend);
    windows.send("a", "1", 6);
    windows.send("a", "2", 7);
    windows.send("a", "3", 8);
    assertThat(windows.panes())
        .containsExactly("+I a [0,10) EARLY 0: 1 2", "+I a [5,15) EARLY 0: 1 2");

    windows.restartAs(sliding(), aggregate);
    windows.send("a", "4", 12);
    windows.watermark(30);
    assertThat(windows.panes())
        .containsExactly(
            "+U a [0,10) ON_TIME 1 last: 1 2 3",
            "+U a [5,15) ON_TIME 1 last: 1 2 3 4",
            "+I a [10,20) ON_TIME 0 last: 4");
  }
}
