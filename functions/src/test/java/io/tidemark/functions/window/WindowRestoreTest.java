package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest.Snapshot;
import java.util.List;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a checkpoint and a restore must not change. Windows of 10 ms, 5 ms of allowed lateness. */
@ParameterizedClass
@EnumSource(Backend.class)
class WindowRestoreTest {

  private final Backend backend;
  private Windows windows;

  WindowRestoreTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void start() throws Exception {
    windows = Windows.tumbling(10, 5, backend);
  }

  @AfterEach
  void stop() throws Exception {
    windows.close();
  }

  @Test
  void aLateRecordThatComesFirstAfterARestoreDoesNotBringACleanedWindowBack() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(14);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: 1");

    windows.operator().restart();
    windows.send("a", "2", 2);
    assertThat(windows.late())
        .singleElement()
        .returns(14L, LateRecord::watermark)
        .returns(List.of(new WindowBounds(0, 10)), LateRecord::missed);
    assertThat(windows.stateEntries()).isZero();

    windows.watermark(14);
    windows.watermark(1000);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void aRecordThatComesFirstAfterARestoreRefinesACompleteWindow() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(9);
    windows.operator().restart();
    windows.panes();

    windows.send("a", "2", 2);
    windows.send("b", "3", 3);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1: 1 2", "+I b [0,10) LATE 0: 3");
    windows.watermark(14);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.stateEntries()).isZero();
  }

  @Test
  void anOpenWindowFiresOnceAfterARestore() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(8);
    windows.operator().restart();
    windows.send("a", "2", 2);
    assertThat(windows.panes()).isEmpty();

    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1 2");
    windows.operator().restart();
    windows.watermark(9);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void anOlderWatermarkAfterARestoreJudgesNothing() throws Exception {
    windows.watermark(14);
    windows.operator().restart();
    windows.watermark(3);
    windows.send("a", "1", 1);
    assertThat(windows.late()).extracting(LateRecord::watermark).containsExactly(14L);
  }

  @Test
  void aSnapshotTakenBeforeTheFirstWatermarkMakesNothingLate() throws Exception {
    windows.operator().restart();
    windows.send("a", "1", -1_000_000);
    assertThat(windows.late()).isEmpty();
  }

  @Test
  void whatHappensAfterASnapshotIsNotInIt() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(9);
    windows.panes();
    Snapshot snapshot = windows.operator().snapshot();
    windows.send("a", "2", 2);
    windows.watermark(14);
    windows.panes();

    windows.operator().restore(snapshot, 1);
    windows.send("a", "3", 3);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1: 1 3");
  }

  @Test
  void moreSubtasksAndFewerAgainGoOnWithTheSameWindowsAndTheSameWatermark() throws Exception {
    List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    for (String key : keys) {
      windows.send(key, "1", 1);
      windows.send(key, "2", 12);
    }
    windows.watermark(9);
    assertThat(windows.panes()).hasSize(keys.size());

    int pane = 0;
    String value = "1";
    for (int parallelism : new int[] {2, 1, 3}) {
      windows.operator().restart(parallelism);
      pane++;
      value += " 3";
      for (String key : keys) {
        windows.send(key, "3", 3);
        assertThat(windows.panes())
            .containsExactly(String.format("+U %s [0,10) LATE %d: %s", key, pane, value));
        windows.send(key, "dropped", -20);
        assertThat(windows.late()).extracting(LateRecord::watermark).containsExactly(9L);
      }
      // No two of the keys are in one key group, so each window has contents and a list of one key.
      assertThat(windows.stateEntries()).isEqualTo(2 * 2 * keys.size());
    }

    windows.watermark(19);
    assertThat(windows.panes())
        .containsExactlyInAnyOrderElementsOf(
            keys.stream().map(key -> "+I " + key + " [10,20) ON_TIME 0: 2").toList());
    windows.watermark(24);
    assertThat(windows.stateEntries()).isZero();
    assertThat(windows.timers()).isZero();
  }

  @Test
  void keysGoOnFromTheWatermarkOfTheSubtaskThatHadThem() throws Exception {
    windows.operator().restart(2);
    String ahead = keyOf(0);
    String behind = keyOf(1);
    windows.send(ahead, "1", 1);
    windows.send(ahead, "2", 11);
    windows.send(behind, "3", 3);
    windows.operator().watermarkAt(0, 19);
    windows.operator().watermarkAt(1, 4);
    assertThat(windows.panes())
        .containsExactly(
            "+I " + ahead + " [0,10) ON_TIME 0 last: 1", "+I " + ahead + " [10,20) ON_TIME 0: 2");
    windows.ledger();

    for (int parallelism : new int[] {2, 1, 3}) {
      windows.operator().restart(parallelism);
      windows.send(ahead, "gone", 2);
      windows.send(behind, "x", 4);
      assertThat(windows.late())
          .singleElement()
          .returns(19L, LateRecord::watermark)
          .returns("gone", late -> late.record().id());
      windows.send(ahead, "x", 12);
      assertThat(windows.panes()).hasSize(1).first().asString().startsWith("+U " + ahead);
      assertThat(windows.ledger())
          .hasToString(
              "on_time=1 late_refined=1 late_dropped=1 assigned=3 assigned_on_time=1"
                  + " assigned_late_refined=1 assigned_late_dropped=1");
      windows.watermark(8);
    }
    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I " + behind + " [0,10) ON_TIME 0: 3 x x x");
    windows.watermark(24);
    assertThat(windows.panes()).isEmpty();
    assertThat(windows.stateEntries()).isZero();
    assertThat(windows.timers()).isZero();
  }

  private static String keyOf(int subtask) {
    return List.of("a", "b", "c", "d", "e", "f").stream()
        .filter(key -> KeyGroupRangeAssignment.assignKeyToParallelOperator(key, 16, 2) == subtask)
        .findFirst()
        .orElseThrow();
  }
}
