package io.tidemark.functions.ranking;

import io.tidemark.functions.eventtime.EventTimeOperator;
import io.tidemark.functions.eventtime.Times;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.Pane;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.util.ArrayList;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * Makes one top N for each window and segment of what the subtasks before it found. The stream must
 * be keyed by segment.
 *
 * <p>Those subtasks send what they have of a window before the watermark that completes it. So when
 * the watermark here, which is the least of theirs, passes the window's end, everything is here.
 * What still comes after that is a refinement.
 *
 * <p>A window goes by its end, under which its state is found, and its timers.
 */
final class TopOperator extends EventTimeOperator<WindowResult<Ranked>>
    implements OneInputStreamOperator<Contenders, WindowResult<Ranked>>, Triggerable<String, Long> {

  private static final long serialVersionUID = 1;

  private final TopSpec spec;
  private final long earlyIntervalMs;
  private final long earlyEventTimeMs;
  private final long lateIntervalMs;

  private transient BestOf bestOf;
  private transient ValueStateDescriptor<TopWindow> descriptor;
  private transient InternalTimerService<Long> timers;
  private transient Counter missed;

  TopOperator(TopSpec spec) {
    this.spec = spec;
    PaneTriggers triggers = spec.triggers();
    this.earlyIntervalMs = triggers.earlyInterval().toMillis();
    this.earlyEventTimeMs = triggers.earlyEventTime().toMillis();
    this.lateIntervalMs = triggers.lateInterval().toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    bestOf = new BestOf(spec.n());
    descriptor = new ValueStateDescriptor<>("top", TopWindow.TYPE);
    timers = getInternalTimerService("windows", LongSerializer.INSTANCE, this);
    missed = getMetricGroup().addGroup("ranking").counter("missed");
  }

  private ValueState<TopWindow> stateOf(long end) throws Exception {
    return getPartitionedState(end, LongSerializer.INSTANCE, descriptor);
  }

  private boolean isGone(WindowBounds window) {
    return watermark() >= spec.goneAt(window);
  }

  // ---------------------------------------------------------------- what comes in

  @Override
  public void processElement(StreamRecord<Contenders> element) throws Exception {
    WindowBounds window = element.getValue().window();
    if (isGone(window)) {
      // Only from a subtask that was idle, and whose watermark held nobody up.
      missed.inc();
      return;
    }
    ValueState<TopWindow> state = stateOf(window.end());
    TopWindow top = state.value();
    if (top == null) {
      top = begin(window);
    }
    boolean changed = false;
    for (Contender contender : element.getValue().best()) {
      changed |= bestOf.offer(top.best, contender);
    }
    if (changed) {
      top.changed = true;
      seeToPanes(element.getValue().complete(), window, top);
      state.update(top);
    }
  }

  private TopWindow begin(WindowBounds window) {
    TopWindow top = new TopWindow();
    top.start = window.start();
    top.complete = watermark() >= window.completeAt();
    lookAt(window, top.complete ? spec.goneAt(window) : window.completeAt());
    return top;
  }

  private void lookAt(WindowBounds window, long eventTime) {
    timers.registerEventTimeTimer(window.end(), eventTime);
  }

  // ---------------------------------------------------------------- when a pane is due

  /**
   * Sees to the panes that a change makes due.
   *
   * @param completeThere whether the window was complete where the change comes from: then it is
   *     about to be complete here, and was not brought by so many events
   */
  private void seeToPanes(boolean completeThere, WindowBounds window, TopWindow top) {
    if (top.complete) {
      if (lateIntervalMs == 0) {
        emit(Timing.LATE, window, top);
      } else {
        emitAt(Times.after(timers.currentProcessingTime(), lateIntervalMs), window, top);
      }
    } else if (spec.triggers().earlyCount() > 0 && !completeThere) {
      emit(Timing.EARLY, window, top);
    } else {
      if (earlyIntervalMs > 0) {
        emitAt(earlyPaneAt(top), window, top);
      }
      if (earlyEventTimeMs > 0) {
        emitAtNextStep(window);
      }
    }
  }

  /**
   * An interval after the first change since the last pane. What comes now changed some time in the
   * part of the interval that counts are collected for, but not before the last pane.
   */
  private long earlyPaneAt(TopWindow top) {
    long inHalf = Times.after(timers.currentProcessingTime(), earlyIntervalMs / 2);
    return top.emittedAt == TopWindow.NEVER
        ? inHalf
        : Math.max(inHalf, Times.after(top.emittedAt, earlyIntervalMs));
  }

  private void emitAt(long dueAt, WindowBounds window, TopWindow top) {
    if (top.dueAt == TopWindow.NEVER) {
      top.dueAt = dueAt;
      timers.registerProcessingTimeTimer(window.end(), dueAt);
    }
  }

  private void emitAtNextStep(WindowBounds window) {
    long inside = Math.max(0, watermark() + 1 - window.start());
    long next = Times.after(window.start(), (inside / earlyEventTimeMs + 1) * earlyEventTimeMs - 1);
    if (next < window.completeAt()) {
      lookAt(window, next);
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, Long> timer) throws Exception {
    ValueState<TopWindow> state = stateOf(timer.getNamespace());
    TopWindow top = state.value();
    WindowBounds window = new WindowBounds(top.start, timer.getNamespace());
    if (timer.getTimestamp() < window.completeAt()) {
      if (top.changed && watermark() < window.completeAt()) {
        emit(Timing.EARLY, window, top);
        state.update(top);
      }
      return;
    }
    if (!top.complete) {
      top.complete = true;
      emit(Timing.ON_TIME, window, top);
      state.update(top);
    }
    if (timer.getTimestamp() < spec.goneAt(window)) {
      lookAt(window, spec.goneAt(window));
      return;
    }
    if (top.changed) {
      // What late counts have changed is not lost with the window.
      emit(Timing.LATE, window, top);
    }
    state.clear();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, Long> timer) throws Exception {
    ValueState<TopWindow> state = stateOf(timer.getNamespace());
    TopWindow top = state.value();
    top.dueAt = TopWindow.NEVER;
    if (top.complete || earlyIntervalMs > 0) { // unless a restore has turned early panes off
      emit(
          top.complete ? Timing.LATE : Timing.EARLY,
          new WindowBounds(top.start, timer.getNamespace()),
          top);
    }
    state.update(top);
  }

  // ---------------------------------------------------------------- panes

  /** Emits a pane. The state must be written back afterwards, or cleared. */
  private void emit(Timing timing, WindowBounds window, TopWindow top) {
    if (top.dueAt != TopWindow.NEVER) {
      timers.deleteProcessingTimeTimer(window.end(), top.dueAt);
      top.dueAt = TopWindow.NEVER;
    }
    Pane pane =
        new Pane(
            window,
            timing,
            top.panes++,
            timing == Timing.EARLY ? -1 : top.panesNotEarly++,
            isGone(window));
    for (int place = 0; place < top.best.size(); place++) {
      Contender now = top.best.get(place);
      if (place >= top.shown.size()) {
        collect(RowKind.INSERT, pane, Ranked.of(place, now));
      } else if (timing == Timing.ON_TIME || !now.equals(top.shown.get(place))) {
        if (spec.accumulation() == Accumulation.RETRACTING) {
          collect(RowKind.UPDATE_BEFORE, pane, Ranked.of(place, top.shown.get(place)));
        }
        collect(RowKind.UPDATE_AFTER, pane, Ranked.of(place, now));
      }
    }
    // No rank is ever empty again: items that have been counted stay counted.
    top.shown = new ArrayList<>(top.best);
    top.changed = false;
    top.emittedAt = timers.currentProcessingTime();
  }

  private void collect(RowKind op, Pane pane, Ranked value) {
    output.collect(pane.row(op, (String) getCurrentKey(), value));
  }
}
