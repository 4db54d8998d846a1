package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tumbling windows of 100 ms and sessions with a gap of 100 ms, one situation at a time. */
@ParameterizedClass
@EnumSource(Backend.class)
class EarlyPanesTest {

  private static final PaneTriggers EACH_SECOND =
      PaneTriggers.NONE.withEarlyInterval(Duration.ofSeconds(1));
  private static final PaneTriggers EACH_30_MS_OF_EVENT_TIME =
      PaneTriggers.NONE.withEarlyEventTime(Duration.ofMillis(30));
  private static final PaneTriggers EACH_THIRD = PaneTriggers.NONE.withEarlyCount(3);

  private final Backend backend;
  private Windows windows;

  EarlyPanesTest(Backend backend) {
    this.backend = backend;
  }

  private void tumbling(PaneTriggers triggers) throws Exception {
    start(EventTimeWindows.on(Windows.CLICKS).tumbling(Duration.ofMillis(100)).triggers(triggers));
  }

  private void sessions(PaneTriggers triggers) throws Exception {
    start(EventTimeWindows.on(Windows.CLICKS).session(Duration.ofMillis(100)).triggers(triggers));
  }

  private void start(Windowing<Click> windowing) throws Exception {
    windows = Windows.of(windowing, new SortedIds(), backend);
  }

  @AfterEach
  void nothingIsLeftAfterTheLastWindow() throws Exception {
    windows.watermark(Long.MAX_VALUE);
    assertThat(windows.stateEntries()).as("entries in state").isZero();
    assertThat(windows.timers()).as("timers").isZero();
    windows.close();
  }

  @Test
  void aPaneIsDueAnIntervalAfterTheFirstChangeSinceTheLastPane() throws Exception {
    tumbling(EACH_SECOND);
    windows.clock(400);
    windows.send("a", "1", 1);
    windows.clock(1300);
    windows.send("a", "2", 2);
    windows.clock(1399);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1400);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1 2");

    // Nothing has changed since.
    windows.clock(9000);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "3", 3);
    windows.clock(10_000);
    assertThat(windows.panes()).containsExactly("+U a [0,100) EARLY 1: 1 2 3");
  }

  @Test
  void theWindowsPaneOnTimeCancelsTheEarlyOneThatWaits() throws Exception {
    tumbling(EACH_SECOND);
    windows.send("a", "1", 1);
    windows.watermark(99);
    assertThat(windows.panes()).containsExactly("+I a [0,100) ON_TIME 0 last: 1");
    assertThat(windows.timers()).isZero();
    windows.clock(1000);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void theWindowsPaneOnTimeComesAlsoIfNothingChangedSinceTheEarlyOne() throws Exception {
    tumbling(EACH_SECOND);
    windows.send("a", "1", 1);
    windows.clock(1000);
    windows.watermark(99);
    assertThat(windows.panes())
        .containsExactly("+I a [0,100) EARLY 0: 1", "+U a [0,100) ON_TIME 1 last: 1");
  }

  @Test
  void onTimePanesAreCountedWithoutTheEarlyOnes() throws Exception {
    tumbling(EACH_SECOND);
    windows.send("a", "1", 1);
    windows.clock(1000);
    windows.watermark(99);
    assertThat(windows.operator().results())
        .extracting(WindowResult::onTimePane)
        .containsExactly(-1, 0);
  }

  @Test
  void aPaneIsDueAfterSoManyRecords() throws Exception {
    tumbling(EACH_THIRD);
    windows.send("a", "1", 1);
    windows.send("a", "2", 2);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "3", 3);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1 2 3");
    windows.send("a", "4", 4);
    windows.send("a", "5", 5);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "6", 6);
    assertThat(windows.panes()).containsExactly("+U a [0,100) EARLY 1: 1 2 3 4 5 6");
  }

  @Test
  void aPaneByCountCancelsTheOneThatWaits() throws Exception {
    tumbling(EACH_SECOND.withEarlyCount(2));
    windows.send("a", "1", 1);
    windows.clock(500);
    windows.send("a", "2", 2);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1 2");
    windows.clock(1200);
    windows.send("a", "3", 3);
    assertThat(windows.panes()).isEmpty();
    windows.clock(2200);
    assertThat(windows.panes()).containsExactly("+U a [0,100) EARLY 1: 1 2 3");
  }

  @Test
  void aPaneIsDueWhenTheWatermarkHasMovedAStepInsideTheWindow() throws Exception {
    tumbling(EACH_30_MS_OF_EVENT_TIME);
    windows.send("a", "1", 1);
    windows.watermark(28);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(29);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1");

    // Nothing has changed since.
    windows.watermark(70);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "2", 2);
    windows.watermark(88);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(89);
    assertThat(windows.panes()).containsExactly("+U a [0,100) EARLY 1: 1 2");
  }

  @Test
  void aWatermarkThatMovesSeveralStepsBringsOnePane() throws Exception {
    tumbling(EACH_30_MS_OF_EVENT_TIME);
    windows.send("a", "1", 1);
    windows.watermark(95);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1");
  }

  @Test
  void aWatermarkThatLeapsOverTheEndBringsNoEarlyPane() throws Exception {
    tumbling(EACH_30_MS_OF_EVENT_TIME);
    windows.send("a", "1", 1);
    windows.watermark(99);
    assertThat(windows.panes()).containsExactly("+I a [0,100) ON_TIME 0 last: 1");
  }

  @Test
  void inASlidingWindowEachWindowHasItsOwn() throws Exception {
    start(
        EventTimeWindows.on(Windows.CLICKS)
            .sliding(Duration.ofMillis(100), Duration.ofMillis(50))
            .triggers(EACH_30_MS_OF_EVENT_TIME));
    windows.send("a", "1", 60);
    windows.watermark(59);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1");
    windows.watermark(79);
    assertThat(windows.panes()).containsExactly("+I a [50,150) EARLY 0: 1");
  }

  @Test
  void aMergedSessionIsDueWhenTheFirstOfItsPartsWas() throws Exception {
    sessions(EACH_SECOND);
    windows.clock(100);
    windows.send("a", "1", 150);
    windows.clock(600);
    windows.send("a", "2", 0);
    windows.send("a", "3", 80);
    windows.clock(1099);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1100);
    assertThat(windows.panes()).containsExactly("+I a [0,250) EARLY 0: 1 2 3");
    assertThat(windows.timers()).isEqualTo(2); // one was for the end of a part
  }

  @Test
  void recordsSinceTheLastPaneAreSummedOverMergedSessions() throws Exception {
    sessions(EACH_THIRD);
    windows.send("a", "1", 0);
    windows.send("a", "2", 150);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "3", 80);
    assertThat(windows.panes()).containsExactly("+I a [0,250) EARLY 0: 1 2 3");
  }

  @Test
  void stepsInsideAMergedSessionAreCountedFromItsOwnStart() throws Exception {
    sessions(EACH_30_MS_OF_EVENT_TIME);
    windows.send("a", "1", 100);
    windows.send("a", "2", 90);
    windows.watermark(118);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(119);
    assertThat(windows.panes()).containsExactly("+I a [90,200) EARLY 0: 1 2");
    windows.send("a", "3", 95);
    windows.watermark(148);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(149);
    assertThat(windows.panes()).containsExactly("+U a [90,200) EARLY 1: 1 2 3");
  }

  @Test
  void aPaneThatWaitsComesAfterARestore() throws Exception {
    tumbling(EACH_SECOND);
    windows.send("a", "1", 1);
    windows.clock(900);
    windows.operator().restart();
    windows.send("a", "2", 2);
    windows.clock(999);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1000);
    assertThat(windows.panes()).containsExactly("+I a [0,100) EARLY 0: 1 2");
  }
}
