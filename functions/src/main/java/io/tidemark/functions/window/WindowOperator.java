package io.tidemark.functions.window;

import io.tidemark.functions.eventtime.EventTimeOperator;
import io.tidemark.functions.eventtime.JudgingWatermark;
import io.tidemark.functions.eventtime.Times;
import io.tidemark.functions.ledger.Entry;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * What every window operator does, whatever the shape of its windows: it judges lateness, decides
 * when a pane is due, emits it, keeps the ledger, and cleans up.
 *
 * <p>A window goes by a number that it keeps for life. Under it are its contents in keyed state,
 * and its timers. An event-time timer only says that it is time to look at the window; what is to
 * be done depends on how far event time has come. So a timer that is set too early does no harm.
 */
abstract class WindowOperator<IN, ACC, OUT> extends EventTimeOperator<WindowResult<OUT>>
    implements OneInputStreamOperator<IN, WindowResult<OUT>>, Triggerable<String, Long> {

  private static final long serialVersionUID = 1;

  final WindowSpec<IN, ACC, OUT> spec;

  private final long allowedLatenessMs;
  private final long earlyIntervalMs;
  private final long earlyEventTimeMs;
  private final long lateIntervalMs;

  /** Up to where windows are gone, also by the allowed lateness that held before a restore. */
  private transient JudgingWatermark goneUpTo;

  /** Whether there may be state of an operator with other triggers. */
  private transient boolean isRestored;

  private transient FiringDelay firingDelay;
  private transient WindowState state;
  private transient KeyedValues<WindowContents<ACC, OUT>> allContents;
  private transient InternalTimerService<Long> timers;
  private transient TypeSerializer<ACC> accumulatorSerializer;
  private transient TypeSerializer<OUT> resultSerializer;

  WindowOperator(WindowSpec<IN, ACC, OUT> spec) {
    this.spec = spec;
    this.allowedLatenessMs = spec.allowedLateness().toMillis();
    this.earlyIntervalMs = spec.triggers().earlyInterval().toMillis();
    this.earlyEventTimeMs = spec.triggers().earlyEventTime().toMillis();
    this.lateIntervalMs = spec.triggers().lateInterval().toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    isRestored = context.isRestored();
    state = WindowState.restore(context);
    goneUpTo =
        JudgingWatermark.restore(
            context.getOperatorStateStore(), "gone-up-to", getRuntimeContext().getTaskInfo());
    Fingerprint.check(context.getOperatorStateStore(), getOperatorName(), spec.fingerprint());
  }

  @Override
  public void open() throws Exception {
    super.open();
    state.open(this);
    firingDelay = new FiringDelay(getMetricGroup());
    accumulatorSerializer = spec.accumulatorType().createSerializer(serializerConfig());
    resultSerializer = spec.resultType().createSerializer(serializerConfig());
    timers = getInternalTimerService("windows", LongSerializer.INSTANCE, this);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    firingDelay.watermarkComes();
    long upTo = mark.getTimestamp() - allowedLatenessMs;
    goneUpTo.advance(upTo > mark.getTimestamp() ? Long.MIN_VALUE : upTo);
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.snapshot();
    goneUpTo.snapshot();
  }

  private SerializerConfig serializerConfig() {
    return getExecutionConfig().getSerializerConfig();
  }

  // ---------------------------------------------------------------- the shape of the windows

  /**
   * A window of the current key; null if there is none any more, since another has absorbed it. The
   * first thing that is asked when a timer fires.
   */
  abstract WindowBounds boundsOf(long window) throws Exception;

  /**
   * The watermark completes a window: it has its pane on time, and those that follow are late.
   *
   * @param isOver whether none can follow, so that there is nothing to keep
   */
  void complete(long window, WindowBounds bounds, boolean isOver) throws Exception {
    WindowContents<ACC, OUT> contents = contents(window);
    if (contents == null) {
      return; // it was looked at already
    }
    if (!contents.complete) {
      contents.complete = true;
      emit(Timing.ON_TIME, window, bounds, contents);
    }
    if (isOver) {
      cleanUp(window, bounds, contents);
    } else {
      keep(window, contents);
    }
  }

  /** The contents of a window of the current key; null if it has none. */
  WindowContents<ACC, OUT> contents(long window) throws Exception {
    return allContents.get(window);
  }

  /** Keeps what has become of a window's contents. */
  void keep(long window, WindowContents<ACC, OUT> contents) throws Exception {
    allContents.put(window, contents);
  }

  /** Forgets a window. */
  void forget(long window) throws Exception {
    allContents.remove(window);
  }

  /** Windows each of which has contents in state under its number. */
  final void keepContentsByNumber() throws Exception {
    allContents =
        state.numbered(
            new ValueStateDescriptor<>(
                "window-contents",
                WindowContents.typeOf(spec.accumulatorType(), spec.resultType())));
  }

  /** The keyed state; what is kept there is asked for when the operator opens. */
  final WindowState state() {
    return state;
  }

  /**
   * When a record happened.
   *
   * @throws IllegalStateException if nothing says so: the job is wrong then, not the record
   */
  final long eventTimeOf(StreamRecord<IN> element) {
    if (!element.hasTimestamp()) {
      throw new IllegalStateException(
          getOperatorName()
              + ": records have no timestamps; does the stream have a watermark strategy?");
    }
    return element.getTimestamp();
  }

  // ---------------------------------------------------------------- lateness

  /** Whether the watermark says that nothing more is expected for the window of this key. */
  final boolean isComplete(WindowBounds window) {
    return watermark() >= window.completeAt();
  }

  /**
   * Whether the window of this key accepts no refinement any more. If a restore has changed the
   * allowed lateness, the new one counts; but a window that was gone does not come back, since its
   * state is gone.
   */
  final boolean isGone(WindowBounds window) {
    return watermark() >= goneAt(window) || goneUpTo.of(getCurrentKey()) >= window.completeAt();
  }

  /** The watermark at which a window's state is cleaned up. */
  final long goneAt(WindowBounds window) {
    return window.goneAt(allowedLatenessMs);
  }

  /** The watermark that completes a window, or at which it is gone if it is complete. */
  final long endOf(WindowBounds window, WindowContents<ACC, OUT> contents) {
    return contents.complete ? goneAt(window) : window.completeAt();
  }

  /** How many records an element stands for. */
  final long countOf(IN element) {
    return spec.elements().count(element);
  }

  /**
   * Counts what became of a record, or of several as one, and sends it to the late output if it
   * missed a window.
   *
   * @param assigned how many windows it belongs to, whatever became of it in them: known from its
   *     time, and not by adding up the others, or it would prove nothing
   * @param onTime how many windows got it before they were complete
   * @param refined how many windows got it after that
   * @param missed the windows that were gone
   */
  final void settle(
      StreamRecord<IN> element, int assigned, int onTime, int refined, List<WindowBounds> missed) {
    long records = countOf(element.getValue());
    ledger().count(Entry.ASSIGNED, records * assigned);
    ledger().count(Entry.ASSIGNED_ON_TIME, records * onTime);
    ledger().count(Entry.ASSIGNED_LATE_REFINED, records * refined);
    ledger().count(Entry.ASSIGNED_LATE_DROPPED, records * missed.size());
    if (missed.isEmpty()) {
      decide(refined > 0 ? Entry.LATE_REFINED : Entry.ON_TIME, element, records);
      return;
    }
    boolean isDropped = onTime + refined == 0;
    decide(isDropped ? Entry.LATE_DROPPED : Entry.LATE_PARTIAL, element, records);
    spec.elements()
        .sendLate(
            element,
            (String) getCurrentKey(),
            watermark(),
            isDropped ? LateRecord.Outcome.LATE_DROPPED : LateRecord.Outcome.LATE_PARTIAL,
            missed,
            output);
  }

  private void decide(Entry outcome, StreamRecord<IN> element, long records) {
    ledger().count(outcome, records);
    // What several have added up to has no time of its own; the sample is sent by itself.
    if (tracer().isOn() && spec.elements().record(element.getValue()) != null) {
      String key = (String) getCurrentKey();
      tracer().trace(outcome, key, element.getTimestamp(), watermark(), output);
    }
  }

  // ---------------------------------------------------------------- contents

  /** The contents of a window that gets its first record. */
  final WindowContents<ACC, OUT> begin(long window, WindowBounds bounds) throws Exception {
    WindowContents<ACC, OUT> contents = new WindowContents<>();
    contents.accumulator = aggregate().createAccumulator();
    contents.complete = isComplete(bounds);
    awaitEnd(window, endOf(bounds, contents));
    return contents;
  }

  /**
   * Has {@link #lookAtEnd} called for a window of the current key that has contents now.
   *
   * @param eventTime when first: the end of the window, or of its allowed lateness
   */
  void awaitEnd(long window, long eventTime) throws Exception {
    lookAt(window, eventTime);
  }

  /** Adds a record to a window's own contents, and tells whether that was complete already. */
  final boolean add(IN value, long window, WindowBounds bounds) throws Exception {
    WindowContents<ACC, OUT> contents = contents(window);
    if (contents == null) {
      contents = begin(window, bounds);
    }
    contents.accumulator = aggregate().add(value, contents.accumulator);
    changed(countOf(value), window, bounds, contents);
    keep(window, contents);
    return contents.complete;
  }

  final AggregateFunction<IN, ACC, OUT> aggregate() {
    return spec.aggregate();
  }

  final ACC copy(ACC accumulator) {
    return accumulatorSerializer.copy(accumulator);
  }

  // ---------------------------------------------------------------- when a pane is due

  /** Records have changed a window: emits the panes that are due now, and sees to later ones. */
  final void changed(
      long records, long window, WindowBounds bounds, WindowContents<ACC, OUT> contents) {
    contents.changes += records;
    if (contents.complete) {
      if (lateIntervalMs == 0) {
        emit(Timing.LATE, window, bounds, contents);
      } else {
        emitWithin(lateIntervalMs, window, contents);
      }
    } else if (spec.triggers().earlyCount() > 0
        && contents.changes >= spec.triggers().earlyCount()) {
      emit(Timing.EARLY, window, bounds, contents);
    } else {
      seeToEarly(window, bounds, contents);
    }
  }

  /** Sees to the early panes that a window is due after a change. */
  final void seeToEarly(long window, WindowBounds bounds, WindowContents<ACC, OUT> contents) {
    emitEarlyWithin(window, contents);
    if (earlyEventTimeMs > 0) {
      emitInEventTime(window, bounds);
    }
  }

  /** A window that has changed has an early pane within the interval, if there is one. */
  final void emitEarlyWithin(long window, WindowContents<ACC, OUT> contents) {
    if (earlyIntervalMs > 0) {
      emitWithin(earlyIntervalMs, window, contents);
    }
  }

  private void emitWithin(long intervalMs, long window, WindowContents<ACC, OUT> contents) {
    if (contents.dueAt == WindowContents.NEVER) {
      emitAt(Times.after(timers.currentProcessingTime(), intervalMs), window, contents);
    }
  }

  /** A pane is due at a point in processing time. */
  final void emitAt(long dueAt, long window, WindowContents<ACC, OUT> contents) {
    contents.dueAt = dueAt;
    if (dueAt != WindowContents.NEVER) {
      timers.registerProcessingTimeTimer(window, dueAt);
    }
  }

  final long processingTime() {
    return timers.currentProcessingTime();
  }

  /** No pane is due in processing time any more. */
  final void cancelDue(long window, WindowContents<ACC, OUT> contents) {
    if (contents.dueAt != WindowContents.NEVER) {
      timers.deleteProcessingTimeTimer(window, contents.dueAt);
      contents.dueAt = WindowContents.NEVER;
    }
  }

  private void emitInEventTime(long window, WindowBounds bounds) {
    long steps =
        watermark() < bounds.start() ? 0 : (watermark() + 1 - bounds.start()) / earlyEventTimeMs;
    long next = Times.after(bounds.start(), (steps + 1) * earlyEventTimeMs - 1);
    if (next < bounds.completeAt()) {
      lookAt(window, next);
    }
  }

  private boolean isEarlyStep(long eventTime, WindowBounds bounds) {
    return earlyEventTimeMs > 0 && (eventTime + 1 - bounds.start()) % earlyEventTimeMs == 0;
  }

  /** Has {@link #onEventTime} called when the watermark gets there. */
  final void lookAt(long window, long eventTime) {
    timers.registerEventTimeTimer(window, eventTime);
  }

  /** The watermark has come to a point that may matter to a window. */
  @Override
  public void onEventTime(InternalTimer<String, Long> timer) throws Exception {
    long window = timer.getNamespace();
    WindowBounds bounds = boundsOf(window);
    if (bounds == null) {
      return;
    }
    long time = timer.getTimestamp();
    if (time < bounds.completeAt()) {
      beforeCompletion(time, window, bounds);
      return;
    }
    lookAtEnd(window, bounds, time);
    if (time < goneAt(bounds)) {
      lookAt(window, goneAt(bounds));
    }
  }

  /**
   * After a restore, keys may be listed by their windows, as they are where that is cheaper: sets a
   * timer for each of them instead.
   */
  final void lookAtEachKey() throws Exception {
    if (!isRestored) {
      return;
    }
    WindowKeys.of(this, state, (window, eventTime, keys) -> WindowKeys.NOT_AGAIN)
        .takeAll(
            window -> {
              WindowBounds bounds = boundsOf(window);
              lookAt(window, endOf(bounds, contents(window)));
            });
  }

  /** The watermark has come to the end of a window, or to that of its allowed lateness. */
  final void lookAtEnd(long window, WindowBounds bounds, long eventTime) throws Exception {
    boolean isOver = eventTime >= goneAt(bounds);
    if (eventTime == bounds.completeAt()) {
      complete(window, bounds, isOver);
    } else if (isOver) {
      cleanUp(window, bounds, contents(window));
    }
  }

  /** The watermark has come to a point within a window that may matter to it. */
  void beforeCompletion(long eventTime, long window, WindowBounds bounds) throws Exception {
    if (isEarlyStep(eventTime, bounds) && !isComplete(bounds)) {
      WindowContents<ACC, OUT> contents = contents(window);
      if (contents.changes > 0) {
        emit(Timing.EARLY, window, bounds, contents);
        keep(window, contents);
      }
    }
  }

  /** The clock has come to the point at which a pane of a window is due. */
  @Override
  public final void onProcessingTime(InternalTimer<String, Long> timer) throws Exception {
    long window = timer.getNamespace();
    WindowBounds bounds = boundsOf(window);
    WindowContents<ACC, OUT> contents = contents(window);
    if (contents.complete) {
      emit(Timing.LATE, window, bounds, contents);
    } else if (earlyIntervalMs > 0) {
      emitEarlyPane(window, bounds, contents);
      return;
    } else { // a restore has turned early panes off
      contents.dueAt = WindowContents.NEVER;
    }
    keep(window, contents);
  }

  /** An early pane of an open window is due in processing time. */
  void emitEarlyPane(long window, WindowBounds bounds, WindowContents<ACC, OUT> contents)
      throws Exception {
    emit(Timing.EARLY, window, bounds, contents);
    keep(window, contents);
  }

  private void cleanUp(long window, WindowBounds bounds, WindowContents<ACC, OUT> contents)
      throws Exception {
    if (contents != null) {
      if (contents.changes > 0) {
        // What late records have changed is not lost with the window.
        emit(Timing.LATE, window, bounds, contents);
      }
      forget(window);
    }
  }

  // ---------------------------------------------------------------- panes

  /** Emits a pane. The contents must be written back afterwards, or cleared. */
  final void emit(
      Timing timing, long window, WindowBounds bounds, WindowContents<ACC, OUT> contents) {
    cancelDue(window, contents);
    takeBackAbsorbed(timing, contents);
    OUT value = aggregate().getResult(contents.accumulator);
    Pane pane =
        new Pane(
            bounds,
            timing,
            contents.panes++,
            timing == Timing.EARLY ? -1 : contents.panesNotEarly++,
            isGone(bounds));
    switch (spec.accumulation()) {
      case DISCARDING -> {
        collect(RowKind.INSERT, pane, value);
        contents.accumulator = aggregate().createAccumulator();
      }
      case ACCUMULATING ->
          collect(pane.index() == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER, pane, value);
      case RETRACTING -> {
        if (pane.index() > 0) {
          collect(RowKind.UPDATE_BEFORE, pane, contents.emitted);
        }
        collect(pane.index() == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER, pane, value);
        contents.emitted = resultSerializer.copy(value);
      }
    }
    contents.changes = 0;
    if (timing == Timing.ON_TIME) {
      firingDelay.paneHasLeft();
    }
  }

  private void collect(RowKind op, Pane pane, OUT value) {
    output.collect(pane.row(op, (String) getCurrentKey(), value));
  }

  /** Deletes the sessions that this one has absorbed, right before it appears itself. */
  private void takeBackAbsorbed(Timing timing, WindowContents<ACC, OUT> contents) {
    if (contents.absorbed == null) {
      return;
    }
    for (AbsorbedWindow<OUT> absorbed : contents.absorbed) {
      Pane pane =
          new Pane(
              absorbed.bounds(),
              timing,
              absorbed.panes(),
              timing == Timing.EARLY ? -1 : absorbed.panesNotEarly(),
              true);
      collect(RowKind.DELETE, pane, absorbed.emitted());
    }
    contents.absorbed = null;
  }
}
