package io.tidemark.functions.ranking;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * Turns rankings into rows. A ranking is the value of a pane: what is on rank 1, on rank 2 and so
 * on. Of each pane there are rows for the ranks that it has or had:
 *
 * <ul>
 *   <li>{@link Accumulation#DISCARDING}: {@code +I} for each rank; panes have nothing to do with
 *       each other.
 *   <li>{@link Accumulation#ACCUMULATING}: {@code +I} for a rank that is new, {@code +U} for each
 *       other one, {@code -D} for one that is gone.
 *   <li>{@link Accumulation#RETRACTING}: {@code +I} for a rank that is new, {@code -U} and {@code
 *       +U} for one that has changed, {@code -D} for one that is gone, nothing for one that is as
 *       it was.
 * </ul>
 *
 * <p>What was shown of a window is kept until its last pane or until it accepts no records any
 * more. Who ranks a session that was absorbed, whose {@code -D} may come after that, gives it its
 * last ranking along.
 *
 * @param <R> what is on a rank, the rank included; equal if nothing has changed
 */
public final class RankChanges<R> extends AbstractStreamOperator<WindowResult<R>>
    implements OneInputStreamOperator<WindowResult<List<R>>, WindowResult<R>>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  private final Accumulation accumulation;
  private final long allowedLatenessMs;
  private final TypeInformation<R> type;

  private transient MapState<WindowBounds, Shown<R>> shown;
  private transient InternalTimerService<VoidNamespace> timers;

  /**
   * What the last pane of a window showed.
   *
   * @param ranking from rank 1 on
   * @param complete whether that pane was not early
   */
  public record Shown<R>(List<R> ranking, boolean complete) {

    static <R> TypeInformation<Shown<R>> typeOf(TypeInformation<R> type) {
      @SuppressWarnings({"unchecked", "rawtypes"})
      Class<Shown<R>> shown = (Class) Shown.class;
      return Types.POJO(shown, Map.of("ranking", Types.LIST(type), "complete", Types.BOOLEAN));
    }
  }

  private RankChanges(
      Accumulation accumulation, Duration allowedLateness, TypeInformation<R> type) {
    this.accumulation = accumulation;
    this.allowedLatenessMs = allowedLateness.toMillis();
    this.type = type;
  }

  /**
   * The rows of a stream of rankings.
   *
   * @param rankings rankings as {@link Accumulation#ACCUMULATING} windows emit them, {@code -U}
   *     rows left out; for {@code DISCARDING} as such windows do. Where each key is must be as it
   *     was behind the windows: nothing is shuffled
   * @param allowedLateness that of the windows
   * @param type what is on a rank
   * @param uid the operator's name and stable id in savepoints
   */
  public static <R> SingleOutputStreamOperator<WindowResult<R>> of(
      DataStream<WindowResult<List<R>>> rankings,
      Accumulation accumulation,
      Duration allowedLateness,
      TypeInformation<R> type,
      String uid) {
    return DataStreamUtils.reinterpretAsKeyedStream(rankings, WindowResult::key, Types.STRING)
        .transform(
            uid, WindowResult.typeOf(type), new RankChanges<>(accumulation, allowedLateness, type))
        .uid(uid);
  }

  @Override
  public void open() throws Exception {
    super.open();
    shown =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "shown", TypeInformation.of(WindowBounds.class), Shown.typeOf(type)));
    timers = getInternalTimerService("gone", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<WindowResult<List<R>>> element) throws Exception {
    WindowResult<List<R>> pane = element.getValue();
    if (accumulation == Accumulation.DISCARDING) {
      changes(pane, List.of(), pane.value());
      return;
    }
    Shown<R> before = pane.isFirst() ? null : shown.get(pane.window());
    if (pane.op() == RowKind.DELETE) {
      List<R> last = before == null ? pane.value() : before.ranking();
      changes(pane, last == null ? List.of() : last, List.of());
    } else {
      changes(pane, before == null ? List.of() : before.ranking(), pane.value());
    }
    if (pane.last() || pane.op() == RowKind.DELETE) {
      if (before != null) {
        shown.remove(pane.window());
      }
    } else {
      shown.put(pane.window(), new Shown<>(pane.value(), pane.timing() != Timing.EARLY));
      if (before == null) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, goneAt(pane.window()));
      }
    }
  }

  private void changes(WindowResult<List<R>> pane, List<R> before, List<R> now) {
    for (int i = 0; i < now.size(); i++) {
      if (i >= before.size()) {
        emit(RowKind.INSERT, pane, now.get(i));
      } else if (accumulation == Accumulation.ACCUMULATING) {
        emit(RowKind.UPDATE_AFTER, pane, now.get(i));
      } else if (!before.get(i).equals(now.get(i))) {
        emit(RowKind.UPDATE_BEFORE, pane, before.get(i));
        emit(RowKind.UPDATE_AFTER, pane, now.get(i));
      }
    }
    // From below, so that there is never a rank missing above another one.
    for (int i = before.size() - 1; i >= now.size(); i--) {
      emit(RowKind.DELETE, pane, before.get(i));
    }
  }

  private void emit(RowKind op, WindowResult<List<R>> pane, R value) {
    output.collect(
        new StreamRecord<>(
            new WindowResult<>(
                op,
                pane.key(),
                pane.window(),
                pane.timing(),
                pane.pane(),
                pane.onTimePane(),
                pane.last(),
                value),
            pane.window().completeAt()));
  }

  /** The watermark at which a window accepts no records any more. */
  private long goneAt(WindowBounds window) {
    return window.goneAt(allowedLatenessMs);
  }

  /**
   * Forgets windows that are gone. One that has only been shown early was absorbed: it has no pane
   * on time, and its {@code -D} is still to come.
   */
  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    for (var entries = shown.iterator(); entries.hasNext(); ) {
      Map.Entry<WindowBounds, Shown<R>> entry = entries.next();
      long goneAt = goneAt(entry.getKey());
      if (goneAt > timer.getTimestamp()) {
        // A restore may have brought more allowed lateness than the timer knew of.
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, goneAt);
      } else if (entry.getValue().complete()) {
        entries.remove();
      }
    }
    if (shown.isEmpty()) {
      shown.clear(); // or the heap's backend keeps an empty map
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new UnsupportedOperationException("there are no such timers");
  }
}
