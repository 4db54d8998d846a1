package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows of 10 ms, one situation at a time. */
@ParameterizedClass
@EnumSource(Backend.class)
class TumblingWindowTest {

  /** Entries in state for a window: its contents, and the list of the keys that have it. */
  private static final int A_WINDOW = 2;

  private static final long MIN = Long.MIN_VALUE;
  private static final long MAX = Long.MAX_VALUE;

  private final Backend backend;
  private Windows windows;

  TumblingWindowTest(Backend backend) {
    this.backend = backend;
  }

  private void windowsWithLateness(long allowedLatenessMs) throws Exception {
    windows = Windows.tumbling(10, allowedLatenessMs, backend);
  }

  @AfterEach
  void nothingIsLeftAfterTheLastWindow() throws Exception {
    windows.watermark(MAX);
    assertThat(windows.stateEntries()).as("windows in state").isZero();
    assertThat(windows.timers()).as("timers").isZero();
    windows.close();
  }

  @Test
  void aWindowFiresOnceWhenTheWatermarkReachesItsLastMillisecond() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", 0);
    windows.send("a", "2", 9);
    windows.watermark(8);
    assertThat(windows.panes()).isEmpty();

    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1 2");

    windows.watermark(10);
    windows.watermark(30);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void aRecordAtTheEndOfAWindowIsInTheNextOne() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", 10);
    windows.watermark(18);
    assertThat(windows.panes()).isEmpty();

    windows.watermark(19);
    assertThat(windows.panes()).containsExactly("+I a [10,20) ON_TIME 0 last: 1");
  }

  @Test
  void aRecordBehindTheWatermarkIsOnTimeWhileItsWindowIsOpen() throws Exception {
    windowsWithLateness(0);
    windows.watermark(8);
    windows.send("a", "1", 3);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.late()).isEmpty();
    assertThat(windows.ledger()).hasToString("on_time=1 assigned=1 assigned_on_time=1");

    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1");
  }

  @Test
  void eachRecordThatComesWithinAllowedLatenessRefinesTheResult() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 1);
    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1");

    windows.send("a", "2", 2);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1: 1 2");
    windows.watermark(13);
    windows.send("a", "3", 3);
    windows.send("a", "4", 4);
    assertThat(windows.panes())
        .containsExactly("+U a [0,10) LATE 2: 1 2 3", "+U a [0,10) LATE 3: 1 2 3 4");
    assertThat(windows.late()).isEmpty();
    assertThat(windows.ledger())
        .hasToString(
            "on_time=1 late_refined=3 assigned=4 assigned_on_time=1 assigned_late_refined=3");
  }

  @Test
  void aWindowFirstFilledWhenItIsCompleteHasNoOnTimePane() throws Exception {
    windowsWithLateness(5);
    windows.watermark(9);
    windows.send("a", "1", 1);
    assertThat(windows.panes()).containsExactly("+I a [0,10) LATE 0: 1");

    windows.send("a", "2", 2);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1: 1 2");

    windows.watermark(13);
    windows.watermark(14);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void aWindowAcceptsRecordsUntilTheWatermarkReachesItsAllowedLateness() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 1);
    windows.watermark(13);
    windows.send("a", "2", 2);
    assertThat(windows.late()).isEmpty();
    assertThat(windows.stateEntries()).isEqualTo(A_WINDOW);
    assertThat(windows.panes()).hasSize(2);

    windows.watermark(14);
    assertThat(windows.stateEntries()).isZero();
    windows.send("a", "3", 3);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.stateEntries()).isZero();
    assertThat(windows.late())
        .containsExactly(
            new LateRecord<>(
                new Click("a", "3"),
                "a",
                1,
                3,
                14,
                LateRecord.Outcome.LATE_DROPPED,
                List.of(new WindowBounds(0, 10))));
    assertThat(windows.ledger())
        .hasToString(
            "on_time=1 late_refined=1 late_dropped=1 assigned=3 assigned_on_time=1"
                + " assigned_late_refined=1 assigned_late_dropped=1");
  }

  @Test
  void withoutAllowedLatenessARecordForACompleteWindowIsDropped() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", 1);
    windows.watermark(9);
    assertThat(windows.stateEntries()).isZero();

    windows.send("a", "2", 9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1");
    assertThat(windows.late()).extracting(LateRecord::watermark).containsExactly(9L);
  }

  @Test
  void aWatermarkThatLeapsOverTheAllowedLatenessMakesTheOnTimePaneTheLast() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 1);
    windows.send("a", "2", 11);
    windows.watermark(19);
    assertThat(windows.panes())
        .containsExactly("+I a [0,10) ON_TIME 0 last: 1", "+I a [10,20) ON_TIME 0: 2");
    assertThat(windows.stateEntries()).isEqualTo(A_WINDOW);
    assertThat(windows.timers()).isEqualTo(1);
  }

  @Test
  void windowsThatAWatermarkCompletesTogetherFireInTheOrderOfTheirEnds() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "3", 25);
    windows.send("a", "1", 5);
    windows.send("a", "2", 15);
    windows.watermark(29);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) ON_TIME 0 last: 1",
            "+I a [10,20) ON_TIME 0 last: 2",
            "+I a [20,30) ON_TIME 0 last: 3");
  }

  @Test
  void keysHaveWindowsOfTheirOwn() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 1);
    windows.send("b", "2", 2);
    windows.watermark(9);
    assertThat(windows.panes())
        .containsExactlyInAnyOrder("+I a [0,10) ON_TIME 0: 1", "+I b [0,10) ON_TIME 0: 2");

    windows.send("c", "3", 3);
    windows.send("b", "4", 4);
    assertThat(windows.panes()).containsExactly("+I c [0,10) LATE 0: 3", "+U b [0,10) LATE 1: 2 4");
    assertThat(windows.stateEntries()).isEqualTo(3 * A_WINDOW);
    assertThat(windows.timers()).isEqualTo(3);
  }

  @Test
  void windowsBeforeTheEpochAreAlignedAsThoseAfterIt() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", -11);
    windows.send("a", "2", -10);
    windows.send("a", "3", -1);
    windows.send("a", "4", 0);
    windows.watermark(-12);
    assertThat(windows.panes()).isEmpty();

    windows.watermark(-11);
    assertThat(windows.panes()).containsExactly("+I a [-20,-10) ON_TIME 0 last: 1");
    windows.watermark(-1);
    assertThat(windows.panes()).containsExactly("+I a [-10,0) ON_TIME 0 last: 2 3");
  }

  @Test
  void withEndlessLatenessNothingIsDroppedBeforeTheEndOfTime() throws Exception {
    windowsWithLateness(MAX);
    windows.send("a", "1", 1);
    windows.watermark(MAX / 2);
    windows.send("a", "2", 2);
    windows.send("a", "3", -1_000_000);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) ON_TIME 0: 1",
            "+U a [0,10) LATE 1: 1 2",
            "+I a [-1000000,-999990) LATE 0: 3");
    assertThat(windows.late()).isEmpty();
    assertThat(windows.stateEntries()).isEqualTo(2 * A_WINDOW);
  }

  @Test
  void theLastWatermarkCompletesAndClosesEveryWindow() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 1);
    windows.send("b", "2", 4_000_000_000_000L);
    windows.watermark(MAX);
    assertThat(windows.panes())
        .containsExactly(
            "+I a [0,10) ON_TIME 0 last: 1",
            "+I b [4000000000000,4000000000010) ON_TIME 0 last: 2");
    assertThat(windows.stateEntries()).isZero();

    windows.send("a", "3", 5_000_000_000_000L);
    assertThat(windows.late()).extracting(LateRecord::watermark).containsExactly(MAX);
  }

  @Test
  void beforeTheFirstWatermarkNothingIsLate() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", -4_000_000_000_000L);
    windows.watermark(MIN);
    windows.send("a", "2", -4_000_000_000_000L);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.ledger()).hasToString("on_time=2 assigned=2 assigned_on_time=2");
  }

  @Test
  void aWatermarkThatFallsBackOpensNoWindowAgain() throws Exception {
    windowsWithLateness(0);
    windows.send("a", "1", 1);
    windows.watermark(9);
    windows.watermark(2);
    windows.send("a", "2", 5);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1");
    assertThat(windows.late()).extracting(LateRecord::watermark).containsExactly(9L);
  }

  @Test
  void aPaneHasTheTimeOfItsWindowsLastMillisecond() throws Exception {
    windowsWithLateness(5);
    windows.send("a", "1", 1);
    windows.watermark(12);
    windows.send("a", "2", 2);
    assertThat(windows.operator().records())
        .extracting(StreamRecord::getTimestamp)
        .containsExactly(9L, 9L);
  }
}
