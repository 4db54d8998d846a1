package io.tidemark.functions.window;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.types.RowKind;

/**
 * What tumbling windows must have done after a history of records and watermarks. It looks at the
 * whole history at once, one window after the other: slow, and easy to believe.
 */
final class WindowModel {

  /** A window of a key. */
  record Cell(long start, String key) {}

  private final Script script;
  private final List<Step> history;

  /** Where the watermark stood in each step, the step itself included. */
  private final List<Long> watermarks = new ArrayList<>();

  /** The steps that filled each window, in the order of the windows. */
  private final Map<Cell, List<Integer>> fills =
      new TreeMap<>(Comparator.comparing(Cell::start).thenComparing(Cell::key));

  private final List<LateRecord<Click>> late = new ArrayList<>();
  private final Map<Integer, List<WindowResult<String>>> panesByStep = new HashMap<>();
  private final Map<Cell, String> view = new HashMap<>();
  private final LedgerCounts ledger = new LedgerCounts();

  /**
   * @param script the windows
   * @param history the steps done: some first ones of the script
   */
  WindowModel(Script script, List<Step> history) {
    this.script = script;
    this.history = history;
    long watermark = Long.MIN_VALUE;
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i) instanceof Mark mark) {
        watermark = Math.max(watermark, mark.watermark());
      }
      watermarks.add(watermark);
      if (history.get(i) instanceof Arrival arrival) {
        sort(i, arrival);
      }
    }
    fills.forEach(this::evaluate);
  }

  private void sort(int step, Arrival arrival) {
    long start = Math.floorDiv(arrival.eventTimeMs(), script.sizeMs()) * script.sizeMs();
    ledger.add(Entry.ASSIGNED, 1);
    if (isGone(start, step)) {
      ledger.add(Entry.LATE_DROPPED, 1);
      ledger.add(Entry.ASSIGNED_LATE_DROPPED, 1);
      late.add(
          new LateRecord<>(
              arrival.click(),
              arrival.eventTimeMs(),
              watermarks.get(step),
              LateRecord.Outcome.LATE_DROPPED,
              List.of(bounds(start))));
    } else {
      fills
          .computeIfAbsent(new Cell(start, arrival.click().key()), cell -> new ArrayList<>())
          .add(step);
    }
  }

  private void evaluate(Cell cell, List<Integer> steps) {
    int completedIn = 0;
    while (completedIn < history.size() && !isComplete(cell.start(), completedIn)) {
      completedIn++;
    }
    int panes = 0;
    for (int i = 0; i < steps.size(); i++) {
      boolean inTime = steps.get(i) < completedIn;
      ledger.add(inTime ? Entry.ON_TIME : Entry.LATE_REFINED, 1);
      ledger.add(inTime ? Entry.ASSIGNED_ON_TIME : Entry.ASSIGNED_LATE_REFINED, 1);
      boolean lastInTime = inTime && (i + 1 == steps.size() || steps.get(i + 1) > completedIn);
      if (lastInTime && completedIn < history.size()) {
        addPane(completedIn, cell, Timing.ON_TIME, panes++, steps.subList(0, i + 1));
      }
      if (!inTime) {
        addPane(steps.get(i), cell, Timing.LATE, panes++, steps.subList(0, i + 1));
      }
    }
  }

  private void addPane(int step, Cell cell, Timing timing, int index, List<Integer> content) {
    String value =
        content.stream()
            .map(i -> ((Arrival) history.get(i)).click().id())
            .collect(Collectors.joining(" "));
    view.put(cell, value);
    panesByStep
        .computeIfAbsent(step, s -> new ArrayList<>())
        .add(
            new WindowResult<>(
                index == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER,
                cell.key(),
                bounds(cell.start()),
                timing,
                index,
                index,
                isGone(cell.start(), step),
                value));
  }

  private WindowBounds bounds(long start) {
    return new WindowBounds(start, start + script.sizeMs());
  }

  private boolean isComplete(long start, int step) {
    return watermarks.get(step) >= start + script.sizeMs() - 1;
  }

  private boolean isGone(long start, int step) {
    long watermark = watermarks.get(step);
    BigInteger goneAt =
        BigInteger.valueOf(start)
            .add(BigInteger.valueOf(script.sizeMs() - 1))
            .add(BigInteger.valueOf(script.allowedLatenessMs()));
    return watermark == Long.MAX_VALUE || BigInteger.valueOf(watermark).compareTo(goneAt) >= 0;
  }

  /** The panes of a step, in the order of their windows. */
  List<WindowResult<String>> panesOf(int step) {
    return panesByStep.getOrDefault(step, List.of());
  }

  List<LateRecord<Click>> late() {
    return late;
  }

  LedgerCounts ledger() {
    return ledger;
  }

  /** The newest result of each window that has one. */
  Map<Cell, String> view() {
    return view;
  }

  /** How many windows still hold state. */
  long openWindows() {
    return fills.keySet().stream()
        .filter(cell -> !isGone(cell.start(), history.size() - 1))
        .count();
  }
}
