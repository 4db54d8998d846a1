package io.tidemark.functions.window;

import io.tidemark.functions.testing.SortedIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.types.RowKind;

/**
 * One window of one key in the {@link WindowModel}: all that it got, and what it has said of it.
 */
final class ModelWindow {

  final String key;
  final WindowBounds bounds;
  final Accumulation accumulation;

  /** The ids of its records, and of them those that came since its last pane. */
  final List<String> ids = new ArrayList<>();

  final List<String> news = new ArrayList<>();

  boolean isComplete;

  /** The processing time at which a pane is due, or null. */
  Long dueAt;

  int panes;
  int panesNotEarly;

  /** The value of its last pane. */
  String said;

  /** Sessions that are part of it now, and whose panes are still there for all to see. */
  final List<ModelWindow> ghosts = new ArrayList<>();

  ModelWindow(String key, WindowBounds bounds, Accumulation accumulation) {
    this.key = key;
    this.bounds = bounds;
    this.accumulation = accumulation;
  }

  void add(String id) {
    ids.add(id);
    news.add(id);
  }

  /** The rows of one pane: those that take something back come first. */
  ModelPane fire(long moment, Timing timing, boolean isLast) {
    List<WindowResult<String>> rows = new ArrayList<>();
    for (ModelWindow ghost : ghosts) {
      int onTimePane = timing == Timing.EARLY ? -1 : ghost.panesNotEarly;
      if (accumulation != Accumulation.DISCARDING) {
        rows.add(
            new WindowResult<>(
                RowKind.DELETE,
                key,
                ghost.bounds,
                timing,
                ghost.panes,
                onTimePane,
                true,
                accumulation == Accumulation.RETRACTING ? ghost.said : null));
      }
    }
    ghosts.clear();

    int onTimePane = timing == Timing.EARLY ? -1 : panesNotEarly;
    boolean isUpdate = panes > 0 && accumulation != Accumulation.DISCARDING;
    if (isUpdate && accumulation == Accumulation.RETRACTING) {
      rows.add(
          new WindowResult<>(
              RowKind.UPDATE_BEFORE, key, bounds, timing, panes, onTimePane, isLast, said));
    }
    said = SortedIds.join(accumulation == Accumulation.DISCARDING ? news : ids);
    RowKind op = isUpdate ? RowKind.UPDATE_AFTER : RowKind.INSERT;
    rows.add(new WindowResult<>(op, key, bounds, timing, panes, onTimePane, isLast, said));

    panes++;
    panesNotEarly += timing == Timing.EARLY ? 0 : 1;
    news.clear();
    dueAt = null;
    return new ModelPane(key, moment, rows);
  }
}
