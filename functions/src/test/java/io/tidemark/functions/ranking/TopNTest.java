package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.WindowResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows of 10 ms, one top of all unless a test says otherwise. */
class TopNTest {

  private static final PaneTriggers EACH_20_MS =
      PaneTriggers.NONE.withEarlyInterval(Duration.ofMillis(20));

  private RankedWindows windows;

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (windows != null) {
      windows.watermark(Long.MAX_VALUE);
      assertThat(windows.stateEntries()).isZero();
      assertThat(windows.timers()).isZero();
      windows.close();
    }
  }

  private void start(int n, long latenessMs, PaneTriggers triggers, Accumulation accumulation)
      throws Exception {
    start(new TopSpec(n, false, Duration.ofMillis(latenessMs), triggers, accumulation));
  }

  private void start(TopSpec spec) throws Exception {
    windows = new RankedWindows(10, 10, spec, Backend.HASHMAP);
  }

  private void send(long time, String... items) throws Exception {
    for (String item : items) {
      windows.send(item, time);
    }
  }

  private List<String> rows() {
    return windows.rows().stream().map(TopNTest::text).toList();
  }

  private static String text(WindowResult<Ranked> row) {
    return String.format(
        "%s %s %s %d%s %d. %s %d",
        row.op().shortString(),
        row.key(),
        row.timing(),
        row.pane(),
        row.last() ? " last" : "",
        row.value().rank(),
        row.value().item(),
        row.value().count());
  }

  @Test
  void ranksComeAtOnceWhenTheWindowIsComplete() throws Exception {
    start(2, 0, PaneTriggers.NONE, Accumulation.ACCUMULATING);
    send(1, "a", "b", "c", "b", "c", "d");
    windows.watermark(8);
    assertThat(rows()).isEmpty();
    windows.watermark(9);
    assertThat(rows())
        .containsExactly("+I all ON_TIME 0 last 1. b 2", "+I all ON_TIME 0 last 2. c 2");
  }

  @Test
  void aLateCountBringsAnItemInThatWasOutside() throws Exception {
    start(2, 100, PaneTriggers.NONE, Accumulation.RETRACTING);
    send(1, "a", "a", "b", "b", "c");
    windows.watermark(9);
    assertThat(rows()).containsExactly("+I all ON_TIME 0 1. a 2", "+I all ON_TIME 0 2. b 2");
    send(1, "c");
    assertThat(rows()).isEmpty();
    send(1, "c");
    assertThat(rows())
        .containsExactly(
            "-U all LATE 1 1. a 2",
            "+U all LATE 1 1. c 3",
            "-U all LATE 1 2. b 2",
            "+U all LATE 1 2. a 2");
    send(1, "c");
    assertThat(rows()).containsExactly("-U all LATE 2 1. c 3", "+U all LATE 2 1. c 4");
  }

  @Test
  void onlyChangedRanksAreToldEarlyAndAllOfThemOnTime() throws Exception {
    start(2, 0, EACH_20_MS, Accumulation.ACCUMULATING);
    send(1, "a", "a", "b");
    windows.clock(10);
    windows.clock(20);
    assertThat(rows()).containsExactly("+I all EARLY 0 1. a 2", "+I all EARLY 0 2. b 1");
    send(1, "c", "c");
    windows.clock(30);
    windows.clock(40);
    assertThat(rows()).containsExactly("+U all EARLY 1 2. c 2");
    windows.watermark(9);
    assertThat(rows())
        .containsExactly("+U all ON_TIME 2 last 1. a 2", "+U all ON_TIME 2 last 2. c 2");
  }

  @Test
  void anEarlyPaneComesAnIntervalAfterTheFirstChangeAndNotBefore() throws Exception {
    start(1, 0, EACH_20_MS, Accumulation.ACCUMULATING);
    windows.clock(100);
    send(1, "a");
    windows.clock(105);
    send(1, "a", "b");
    windows.clock(110);
    windows.clock(119);
    assertThat(rows()).isEmpty();
    windows.clock(120);
    assertThat(rows()).containsExactly("+I all EARLY 0 1. a 2");
    send(1, "b", "b");
    windows.clock(130);
    windows.clock(139);
    assertThat(rows()).isEmpty();
    windows.clock(140);
    assertThat(rows()).containsExactly("+U all EARLY 1 1. b 3");
    windows.clock(1000);
    assertThat(rows()).isEmpty();
  }

  @Test
  void earlyPanesByCountDoNotComeWithTheCompletion() throws Exception {
    start(1, 0, PaneTriggers.NONE.withEarlyCount(2), Accumulation.ACCUMULATING);
    send(1, "a", "b");
    assertThat(rows()).isEmpty();
    send(1, "b", "b");
    assertThat(rows()).containsExactly("+I all EARLY 0 1. b 2");
    windows.watermark(9);
    assertThat(rows()).containsExactly("+U all ON_TIME 1 last 1. b 3");
  }

  @Test
  void earlyPanesByEventTimeComeAtItsStepsIfSomethingHasChanged() throws Exception {
    start(
        2,
        0,
        PaneTriggers.NONE.withEarlyEventTime(Duration.ofMillis(3)),
        Accumulation.ACCUMULATING);
    send(1, "a");
    windows.watermark(2);
    assertThat(rows()).containsExactly("+I all EARLY 0 1. a 1");
    windows.watermark(5);
    assertThat(rows()).isEmpty();
    send(7, "b");
    windows.watermark(8);
    assertThat(rows()).containsExactly("+I all EARLY 1 2. b 1");
  }

  @Test
  void lateCountsOfAnIntervalAreOnePaneAndTheRestOfThemComesWithTheCleanup() throws Exception {
    start(
        2, 50, PaneTriggers.NONE.withLateInterval(Duration.ofMillis(20)), Accumulation.RETRACTING);
    send(1, "a");
    windows.watermark(9);
    rows();
    send(1, "a", "b", "a");
    windows.clock(19);
    assertThat(rows()).isEmpty();
    windows.clock(20);
    assertThat(rows())
        .containsExactly("-U all LATE 1 1. a 1", "+U all LATE 1 1. a 3", "+I all LATE 1 2. b 1");
    send(1, "b");
    windows.watermark(59);
    assertThat(rows()).containsExactly("-U all LATE 2 last 2. b 1", "+U all LATE 2 last 2. b 2");
  }

  @Test
  void aWindowThatBeginsLateHasNoPaneOnTime() throws Exception {
    start(2, 50, PaneTriggers.NONE, Accumulation.ACCUMULATING);
    windows.watermark(20);
    send(1, "a");
    assertThat(rows()).containsExactly("+I all LATE 0 1. a 1");
  }

  @Test
  void eachSegmentHasATopOfItsOwn() throws Exception {
    start(new TopSpec(1, true, Duration.ZERO, PaneTriggers.NONE, Accumulation.ACCUMULATING));
    send(1, SegmentKey.of("de", "a"), SegmentKey.of("fr", "a"), SegmentKey.of("fr", "b"));
    send(1, SegmentKey.of("fr", "b"), SegmentKey.of("", "c"));
    windows.watermark(9);
    assertThat(rows())
        .containsExactlyInAnyOrder(
            "+I de ON_TIME 0 last 1. a 1",
            "+I fr ON_TIME 0 last 1. b 2",
            "+I  ON_TIME 0 last 1. c 1");
  }

  @Test
  void eachSubtaskSendsNoMoreThanItsOwnTop() throws Exception {
    start(3, 0, PaneTriggers.NONE, Accumulation.ACCUMULATING);
    windows.restart(2, 1);
    for (int item = 0; item < 1_000; item++) {
      send(1, "i" + item);
    }
    windows.watermark(9);
    assertThat(windows.sent()).hasSize(2).allSatisfy(top -> assertThat(top.best()).hasSize(3));
    assertThat(rows()).hasSize(3);
  }

  @Test
  void aRankingIsCompleteWhenAllOfTheCountsAre() throws Exception {
    start(1, 50, PaneTriggers.NONE, Accumulation.ACCUMULATING);
    windows.restart(2, 1);
    send(1, "a", "b", "c", "d", "e", "f");
    windows.watermarkAt(0, 9);
    assertThat(rows()).isEmpty();
    windows.watermarkAt(1, 9);
    assertThat(rows()).containsExactly("+I all ON_TIME 0 1. a 1");
  }

  @Test
  void aLateRecordAfterARestoreFindsItsWindowGone() throws Exception {
    start(1, 0, PaneTriggers.NONE, Accumulation.ACCUMULATING);
    send(1, "a");
    windows.watermark(9);
    rows();
    windows.restart(2, 2);
    send(1, "b", "b");
    windows.watermark(30);
    assertThat(rows()).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> start(0, 0, PaneTriggers.NONE, Accumulation.ACCUMULATING))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> start(1, 0, PaneTriggers.NONE, Accumulation.DISCARDING))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
