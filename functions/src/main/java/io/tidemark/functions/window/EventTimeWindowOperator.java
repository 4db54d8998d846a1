package io.tidemark.functions.window;

import io.tidemark.functions.eventtime.JudgingWatermark;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerMeter;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What every window operator needs, whatever the shape of its windows: the one judge of lateness,
 * the late output, and the ledger.
 */
abstract class EventTimeWindowOperator<IN, OUT> extends AbstractStreamOperator<WindowResult<OUT>>
    implements OneInputStreamOperator<IN, WindowResult<OUT>>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  private final long allowedLatenessMs;
  private final OutputTag<LateRecord<IN>> lateTag;

  private transient LedgerMeter ledger;
  private transient JudgingWatermark watermark;

  EventTimeWindowOperator(Duration allowedLateness, OutputTag<LateRecord<IN>> lateTag) {
    this.allowedLatenessMs = allowedLateness.toMillis();
    this.lateTag = lateTag;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermark =
        JudgingWatermark.restore(
            context.getOperatorStateStore(), getRuntimeContext().getTaskInfo());
  }

  @Override
  public void open() throws Exception {
    super.open();
    ledger = new LedgerMeter();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }

  /** Whether the watermark says that nothing more is expected for the window of this key. */
  final boolean isComplete(WindowBounds window) {
    return watermark() >= window.completeAt();
  }

  /** Whether the window of this key accepts no refinement any more and its state is gone. */
  final boolean isGone(WindowBounds window) {
    return watermark() >= goneAt(window);
  }

  private long watermark() {
    return watermark.of(getCurrentKey());
  }

  /** The watermark at which a window's state is cleaned up. */
  final long goneAt(WindowBounds window) {
    long goneAt = window.completeAt() + allowedLatenessMs;
    return goneAt < window.completeAt() ? Long.MAX_VALUE : goneAt;
  }

  final LedgerMeter ledger() {
    return ledger;
  }

  /** Sends a record that missed windows to the late output, and counts its outcome. */
  final void emitLate(
      StreamRecord<IN> element, LateRecord.Outcome outcome, List<WindowBounds> missed) {
    ledger.count(
        outcome == LateRecord.Outcome.LATE_DROPPED ? Entry.LATE_DROPPED : Entry.LATE_PARTIAL);
    LateRecord<IN> late =
        new LateRecord<>(element.getValue(), element.getTimestamp(), watermark(), outcome, missed);
    output.collect(lateTag, new StreamRecord<>(late, element.getTimestamp()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watermark.snapshot();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    ledger.tell(output);
  }

  @Override
  public void endInput() {
    ledger.tell(output);
  }
}
