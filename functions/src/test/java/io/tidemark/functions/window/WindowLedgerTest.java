package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a window operator tells what it counted. */
class WindowLedgerTest {

  private Windows windows;

  @BeforeEach
  void start() throws Exception {
    windows = Windows.tumbling(10, 0, Backend.HASHMAP);
  }

  @AfterEach
  void stop() throws Exception {
    windows.close();
  }

  @Test
  void countsAreToldAheadOfABarrierAndNotSooner() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(9);
    windows.send("a", "2", 2);
    assertThat(windows.told().isEmpty()).isTrue();

    windows.operator().beforeBarrier();
    assertThat(windows.told())
        .hasToString(
            "on_time=1 late_dropped=1 assigned=2 assigned_on_time=1 assigned_late_dropped=1");
  }

  @Test
  void nothingIsToldTwice() throws Exception {
    windows.send("a", "1", 1);
    windows.ledger();
    assertThat(windows.ledger().isEmpty()).isTrue();

    windows.send("a", "2", 2);
    assertThat(windows.ledger()).hasToString("on_time=1 assigned=1 assigned_on_time=1");
  }

  @Test
  void countsAreToldWhenTheInputEnds() throws Exception {
    windows.send("a", "1", 1);
    windows.operator().endInput();
    assertThat(windows.told()).hasToString("on_time=1 assigned=1 assigned_on_time=1");
    assertThat(windows.ledger().isEmpty()).isTrue();
  }

  @Test
  void aSnapshotHoldsNoCounts() throws Exception {
    windows.send("a", "1", 1);
    windows.operator().beforeBarrier();
    Snapshot snapshot = windows.operator().snapshot();
    windows.send("a", "2", 2);
    windows.told();

    // Record 2 comes again after the restore, and only then does it count.
    windows.operator().restore(snapshot, 2);
    assertThat(windows.ledger().isEmpty()).isTrue();
    windows.send("a", "2", 2);
    assertThat(windows.ledger()).hasToString("on_time=1 assigned=1 assigned_on_time=1");
  }
}
