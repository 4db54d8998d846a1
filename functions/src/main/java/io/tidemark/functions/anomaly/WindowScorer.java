package io.tidemark.functions.anomaly;

import io.tidemark.functions.eventtime.EventTimeOperator;
import io.tidemark.functions.eventtime.Times;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.functions.window.WindowSequence;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * Scores the counts of each key's windows, one after the other as they become complete. A window
 * without events counts as zero, until the key has been quiet for a horizon; then it is forgotten,
 * and begins anew with its next event. The stream must be keyed by the result's key.
 *
 * <p>A count may be refined while the window's allowed lateness lasts. So what the detector knows
 * is kept as it was after the last window whose count is final, and the windows since then are
 * scored from there again: the view is always the one that scoring the latest counts in order
 * gives, whatever the order in which events came. Each row that changes by that is taken back and
 * replaced, each alert that is none any more is deleted. Scoring a window costs as many steps of
 * the detector as there are windows within the allowed lateness.
 *
 * <p>The end of a feed is no silence: no zeros follow its last events.
 */
public final class WindowScorer extends EventTimeOperator<Scored>
    implements OneInputStreamOperator<WindowResult<Long>, Scored>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  private final ScoringSpec spec;
  private final WindowSequence sequence;
  private final long allowedLatenessMs;
  private final long horizonMs;

  private transient ValueState<SettledSeries> settled;
  private transient MapState<Long, OpenWindow> open;
  private transient InternalTimerService<VoidNamespace> timers;

  /**
   * @param spec how counts are scored
   * @param sequence the windows
   * @param allowedLateness for how long after its end a window's count may change, in event time
   * @param horizon how long a key may be quiet before it is forgotten, in event time; above zero
   */
  public WindowScorer(
      ScoringSpec spec, WindowSequence sequence, Duration allowedLateness, Duration horizon) {
    this.spec = spec;
    this.sequence = sequence;
    this.allowedLatenessMs = allowedLateness.toMillis();
    this.horizonMs = horizon.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    settled =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "settled-" + spec.name(), TypeInformation.of(SettledSeries.class)));
    open =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>("open", Types.LONG, TypeInformation.of(OpenWindow.class)));
    timers = getInternalTimerService("windows", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<WindowResult<Long>> element) throws Exception {
    WindowResult<Long> result = element.getValue();
    boolean takesBack = result.op() == RowKind.UPDATE_BEFORE || result.op() == RowKind.DELETE;
    if (takesBack || result.timing() == Timing.EARLY) {
      return;
    }
    WindowBounds window = result.window();
    OpenWindow before = open.get(window.start());
    OpenWindow counted =
        before == null
            ? new OpenWindow(window.end(), result.value(), null)
            : before.counted(result.value());
    open.put(window.start(), counted);
    if (window.completeAt() <= watermark()) {
      score(result.key());
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, window.completeAt());
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    score(timer.getKey());
  }

  /** Scores what is complete and not settled, tells what has changed, settles what is final. */
  private void score(String key) throws Exception {
    NavigableMap<Long, OpenWindow> windows = openWindows();
    SettledSeries series = settled.value();
    series = series == null ? beginWith(windows, Long.MIN_VALUE) : series.copy();
    boolean isFinal = true;
    while (series != null && series.next().completeAt() <= watermark()) {
      WindowBounds window = series.next();
      isFinal &= isFinal(window);
      OpenWindow counted =
          windows.getOrDefault(window.start(), new OpenWindow(window.end(), 0L, null));
      boolean isForgotten = isForgotten(series, counted, windows);
      if (isForgotten) {
        series = beginWith(windows, window.start());
      } else {
        Score score = spec.score(series.known(), window.start(), (double) counted.count());
        tell(key, window, counted, score, isFinal);
        series =
            new SettledSeries(
                series.known(),
                sequence.after(window),
                counted.count() > 0 ? window.end() : series.quietSince());
      }
      if (isFinal) {
        // What begins anew may yet do so with an earlier window.
        settle(isForgotten ? null : series);
      }
    }
    awaitNext(series);
  }

  private NavigableMap<Long, OpenWindow> openWindows() throws Exception {
    NavigableMap<Long, OpenWindow> windows = new TreeMap<>();
    for (Map.Entry<Long, OpenWindow> entry : open.entries()) {
      windows.put(entry.getKey(), entry.getValue());
    }
    return windows;
  }

  /** A new series with the first window that has events, from a time on; null if there is none. */
  private SettledSeries beginWith(NavigableMap<Long, OpenWindow> windows, long from) {
    for (Map.Entry<Long, OpenWindow> window : windows.tailMap(from, true).entrySet()) {
      if (window.getValue().count() > 0) {
        WindowBounds bounds = new WindowBounds(window.getKey(), window.getValue().end());
        return new SettledSeries(spec.begin(), bounds, bounds.end());
      }
    }
    return null;
  }

  private boolean isFinal(WindowBounds window) {
    return window.goneAt(allowedLatenessMs) <= watermark();
  }

  private boolean isForgotten(
      SettledSeries series, OpenWindow window, NavigableMap<Long, OpenWindow> windows) {
    if (window.count() > 0) {
      return false;
    }
    boolean feedHasEnded = watermark() == Long.MAX_VALUE;
    return series.next().start() >= Times.after(series.quietSince(), horizonMs)
        || (feedHasEnded && beginWith(windows, series.next().start()) == null);
  }

  /** Brings the view to what is known of a window now. */
  private void tell(
      String key, WindowBounds window, OpenWindow counted, Score score, boolean isFinal)
      throws Exception {
    Scored row =
        Scored.of(key, window, window.start(), (double) counted.count(), score, spec.alertAt());
    Scored now = spec.tells(row) ? row : null;
    Scored before = counted.told();
    if (!Objects.equals(before, now)) {
      if (before != null) {
        emit(before.as(now == null ? RowKind.DELETE : RowKind.UPDATE_BEFORE));
      }
      if (now != null) {
        emit(before == null ? now : now.as(RowKind.UPDATE_AFTER));
      }
    }
    if (isFinal) {
      open.remove(window.start());
    } else {
      open.put(window.start(), counted.told(now));
    }
  }

  private void emit(Scored row) {
    output.collect(new StreamRecord<>(row, row.window().completeAt()));
  }

  private void settle(SettledSeries series) throws Exception {
    if (series == null) {
      settled.clear();
    } else {
      // A copy: what follows is scored with the same array.
      settled.update(series.copy());
    }
  }

  /** Comes back when the next window is complete, and when the first open one is final. */
  private void awaitNext(SettledSeries series) throws Exception {
    if (series != null) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, series.next().completeAt());
    }
    SettledSeries last = settled.value();
    SettledSeries firstOpen = last == null ? beginWith(openWindows(), Long.MIN_VALUE) : last;
    if (firstOpen != null && firstOpen.next().completeAt() <= watermark()) {
      timers.registerEventTimeTimer(
          VoidNamespace.INSTANCE, firstOpen.next().goneAt(allowedLatenessMs));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no processing-time timer is ever set");
  }
}
