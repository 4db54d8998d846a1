package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.WindowModel.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.RowKind;

/** One stream on its way through an operator, and beside it the model. */
final class ModelComparison {

  private final Setup setup;
  private final Subject windows;
  private final WindowModel model;
  private final List<LateRecord<Click>> late = new ArrayList<>();
  private final Map<Cell, String> view = new HashMap<>();
  private final LedgerCounts ledger = new LedgerCounts();

  ModelComparison(Setup setup, Subject windows) {
    this.setup = setup;
    this.windows = windows;
    this.model = new WindowModel(setup);
  }

  /** After the operator has had a step. */
  void check(Step step) throws Exception {
    List<ModelPane> panes = model.take(step);
    List<WindowResult<String>> rows = windows.rows();
    ModelPane.assertRows(rows, panes);
    rows.forEach(this::fold);
    assertThat(view).as("what the rows add up to").isEqualTo(model.view());

    late.addAll(windows.late());
    assertThat(late).as("late records").isEqualTo(model.late());

    if (!windows.holdsBack()) {
      checkLedger();
    }
    if (!model.hasLiveWindows()) {
      assertThat(windows.timers()).as("timers").isZero();
    }
  }

  /** At a barrier: nothing is held back from then on. */
  void checkLedger() throws Exception {
    ledger.addAll(windows.ledger());
    assertThat(ledger).as("ledger").isEqualTo(model.ledger());
  }

  /** Like {@link #check}, with what takes long in RocksDB. */
  void checkState() throws Exception {
    if (!model.hasLiveWindows()) {
      assertThat(windows.stateEntries()).as("entries in state").isZero();
    }
  }

  /** As a reader of the changelog would. */
  private void fold(WindowResult<String> row) {
    Cell cell = new Cell(row.key(), row.window());
    if (setup.accumulation() == Accumulation.DISCARDING) {
      assertThat(row.op()).isEqualTo(RowKind.INSERT);
      view.merge(cell, row.value(), WindowModel::both);
      return;
    }
    switch (row.op()) {
      case INSERT -> assertThat(view.put(cell, row.value())).as("before %s", row).isNull();
      case UPDATE_BEFORE -> assertThat(view.get(cell)).as("before %s", row).isEqualTo(row.value());
      case UPDATE_AFTER -> assertThat(view.put(cell, row.value())).as("before %s", row).isNotNull();
      case DELETE -> {
        String deleted = view.remove(cell);
        assertThat(deleted).as("before %s", row).isNotNull();
        assertThat(row.value())
            .isEqualTo(setup.accumulation() == Accumulation.RETRACTING ? deleted : null);
      }
    }
  }

  LedgerCounts ledger() {
    return ledger;
  }
}
