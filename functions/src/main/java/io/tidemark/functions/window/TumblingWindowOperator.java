package io.tidemark.functions.window;

import io.tidemark.functions.ledger.Entry;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.OutputTag;

/**
 * Windows of one size that follow each other without a gap, aligned to the epoch.
 *
 * <p>State is held for each key and window, with the window's start as the namespace. A window has
 * one timer at a time: first for its completion, then for its end of allowed lateness.
 */
final class TumblingWindowOperator<IN, ACC, OUT> extends EventTimeWindowOperator<IN, OUT>
    implements Triggerable<String, Long> {

  private static final long serialVersionUID = 1;

  private final long sizeMs;
  private final AggregateFunction<IN, ACC, OUT> aggregate;
  private final TypeInformation<ACC> accumulatorType;

  private transient ValueStateDescriptor<WindowContents<ACC>> contentsDescriptor;
  private transient InternalTimerService<Long> timers;

  TumblingWindowOperator(
      Duration size,
      Duration allowedLateness,
      AggregateFunction<IN, ACC, OUT> aggregate,
      TypeInformation<ACC> accumulatorType,
      OutputTag<LateRecord<IN>> lateTag) {
    super(allowedLateness, lateTag);
    this.sizeMs = size.toMillis();
    this.aggregate = aggregate;
    this.accumulatorType = accumulatorType;
  }

  @Override
  public void open() throws Exception {
    super.open();
    contentsDescriptor =
        new ValueStateDescriptor<>("window-contents", WindowContents.typeOf(accumulatorType));
    timers = getInternalTimerService("windows", LongSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    WindowBounds window = windowOf(element.getTimestamp());
    ledger().count(Entry.ASSIGNED);
    if (isGone(window)) {
      ledger().count(Entry.ASSIGNED_LATE_DROPPED);
      emitLate(element, LateRecord.Outcome.LATE_DROPPED, List.of(window));
      return;
    }

    ValueState<WindowContents<ACC>> state = contentsOf(window);
    WindowContents<ACC> contents = state.value();
    if (contents == null) {
      contents = new WindowContents<>();
      contents.accumulator = aggregate.createAccumulator();
      timers.registerEventTimeTimer(
          window.start(), isComplete(window) ? goneAt(window) : window.completeAt());
    }
    contents.accumulator = aggregate.add(element.getValue(), contents.accumulator);
    if (isComplete(window)) {
      ledger().count(Entry.LATE_REFINED);
      ledger().count(Entry.ASSIGNED_LATE_REFINED);
      emitPane(Timing.LATE, window, contents);
    } else {
      ledger().count(Entry.ON_TIME);
      ledger().count(Entry.ASSIGNED_ON_TIME);
    }
    state.update(contents);
  }

  /** The watermark has completed a window, or has left it behind for good. */
  @Override
  public void onEventTime(InternalTimer<String, Long> timer) throws Exception {
    WindowBounds window = window(timer.getNamespace());
    ValueState<WindowContents<ACC>> state = contentsOf(window);
    if (timer.getTimestamp() == window.completeAt()) {
      WindowContents<ACC> contents = state.value();
      emitPane(Timing.ON_TIME, window, contents);
      state.update(contents);
      if (goneAt(window) > window.completeAt()) {
        timers.registerEventTimeTimer(window.start(), goneAt(window));
        return;
      }
    }
    state.clear();
  }

  @Override
  public void onProcessingTime(InternalTimer<String, Long> timer) {
    throw new IllegalStateException("no processing-time timer is ever set");
  }

  private void emitPane(Timing timing, WindowBounds window, WindowContents<ACC> contents) {
    int pane = contents.panes++;
    WindowResult<OUT> result =
        new WindowResult<>(
            pane == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER,
            (String) getCurrentKey(),
            window,
            timing,
            pane,
            isGone(window),
            aggregate.getResult(contents.accumulator));
    output.collect(new StreamRecord<>(result, window.completeAt()));
  }

  private WindowBounds windowOf(long eventTime) {
    return window(eventTime - Math.floorMod(eventTime, sizeMs));
  }

  private WindowBounds window(long start) {
    return new WindowBounds(start, start + sizeMs);
  }

  private ValueState<WindowContents<ACC>> contentsOf(WindowBounds window) throws Exception {
    return getPartitionedState(window.start(), LongSerializer.INSTANCE, contentsDescriptor);
  }
}
