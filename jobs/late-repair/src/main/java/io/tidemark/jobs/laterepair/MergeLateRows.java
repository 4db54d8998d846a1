package io.tidemark.jobs.laterepair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.CountingOperator;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * Keeps the late events and the results of each key, and when all have been read, writes what the
 * results should have been. It always begins from the base job's own word and all late events, and
 * writes only what differs from the last word: so nothing is merged twice, however often it runs.
 *
 * <p>The books: a row of results is {@link Entry#ON_TIME}. A late event is dropped until it is
 * merged, and so at each checkpoint before the end; then it has been merged into all windows that
 * missed it ({@link Entry#LATE_REFINED}) or some ({@link Entry#LATE_PARTIAL}), or was in them
 * already ({@link Entry#DUPLICATE}), or stays dropped, since that cannot be told.
 */
final class MergeLateRows extends CountingOperator<WindowResult<Total>>
    implements OneInputStreamOperator<Event, WindowResult<Total>>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  private final Aggregate aggregate;

  private transient ObjectReader json;
  private transient ListState<LateRow> lateRows;
  private transient MapState<WindowBounds, WindowView> views;
  private transient InternalTimerService<VoidNamespace> timers;

  MergeLateRows(Aggregate aggregate) {
    this.aggregate = aggregate;
  }

  @Override
  public void open() throws Exception {
    super.open();
    json = Rows.reader();
    lateRows =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("late", TypeInformation.of(LateRow.class)));
    views =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "results",
                    TypeInformation.of(WindowBounds.class),
                    TypeInformation.of(WindowView.class)));
    timers = getInternalTimerService("repair", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<Event> element) throws Exception {
    Event event = element.getValue();
    JsonNode row = json.readTree(event.raw());
    if (Rows.isResult(row)) {
      decide(Entry.ON_TIME, event.key(), event.time());
      see(result(event, row));
    } else {
      ledger().count(Entry.LATE_DROPPED);
      lateRows.add(LateRow.of(event, row, aggregate));
      // When all has been read.
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Long.MAX_VALUE);
    }
  }

  private ResultRow result(Event event, JsonNode row) {
    try {
      return ResultRow.of(row, aggregate);
    } catch (IllegalArgumentException e) {
      // It would be merged wrongly, and so would each like it; no restart helps.
      throw new SuppressRestartsException(
          new IllegalStateException(
              String.format(
                  "a result cannot be repaired: %s: %s",
                  e.getMessage(), new String(event.raw(), StandardCharsets.UTF_8))));
    }
  }

  private void see(ResultRow row) throws Exception {
    if (row != null) {
      views.put(row.window(), view(row.window()).with(row));
    }
  }

  private WindowView view(WindowBounds window) throws Exception {
    WindowView view = views.get(window);
    return view == null ? WindowView.NOTHING : view;
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    Map<WindowBounds, WindowRepair> repairs = new LinkedHashMap<>();
    List<List<WindowRepair>> newIn = new ArrayList<>();
    for (LateRow row : lateRows.get()) {
      List<WindowRepair> windows = new ArrayList<>(row.missed().size());
      for (WindowBounds window : row.missed()) {
        WindowRepair repair = repairs.get(window);
        if (repair == null) {
          repair = new WindowRepair(view(window));
          repairs.put(window, repair);
        }
        if (repair.isNew(row)) {
          windows.add(repair);
        }
      }
      newIn.add(windows);
    }
    repairs.forEach((window, repair) -> write(timer.getKey(), window, repair));
    int at = 0;
    for (LateRow row : lateRows.get()) {
      settle(timer.getKey(), row, newIn.get(at++), repairs);
    }
    lateRows.clear();
    views.clear();
  }

  private void write(String key, WindowBounds window, WindowRepair repair) {
    Total before = repair.view().latest();
    Total after = repair.repaired();
    if (!repair.isKnown()) {
      LOG.warn(
          "{} from {} to {}: its result has {} late events in it that are not the first of those"
              + " that are there; it is left as it is",
          key,
          window.start(),
          window.end(),
          repair.view().merged().events());
    } else if (before == null) {
      emit(RowKind.INSERT, key, window, 0, after);
    } else if (!after.equals(before)) {
      int pane = repair.view().latestPane() + 1;
      emit(RowKind.UPDATE_BEFORE, key, window, pane, before);
      emit(RowKind.UPDATE_AFTER, key, window, pane, after);
    }
  }

  private void emit(RowKind op, String key, WindowBounds window, int pane, Total total) {
    output.collect(
        new StreamRecord<>(
            // Never the last: more late events may come to be known.
            new WindowResult<>(op, key, window, Timing.REPAIR, pane, pane, false, total)));
  }

  /** Finds out what became of a late event, which was counted as dropped. */
  private void settle(
      String key, LateRow row, List<WindowRepair> newIn, Map<WindowBounds, WindowRepair> repairs) {
    boolean merged = newIn.stream().anyMatch(WindowRepair::isKnown);
    boolean missed = !row.missed().stream().map(repairs::get).allMatch(WindowRepair::isKnown);
    ledger().count(Entry.LATE_DROPPED, -1);
    if (merged) {
      decide(missed ? Entry.LATE_PARTIAL : Entry.LATE_REFINED, key, row.missed().get(0).start());
    } else {
      decide(missed ? Entry.LATE_DROPPED : Entry.DUPLICATE, key, row.missed().get(0).start());
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no processing-time timer is ever set");
  }
}
