package io.tidemark.functions.window;

import io.tidemark.functions.eventtime.EventTimeOperator;
import io.tidemark.functions.ledger.Entry;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What every window operator needs, whatever the shape of its windows: the one judge of lateness,
 * the late output, and the ledger.
 */
abstract class EventTimeWindowOperator<IN, OUT> extends EventTimeOperator<WindowResult<OUT>>
    implements OneInputStreamOperator<IN, WindowResult<OUT>> {

  private static final long serialVersionUID = 1;

  private final long allowedLatenessMs;
  private final OutputTag<LateRecord<IN>> lateTag;

  EventTimeWindowOperator(Duration allowedLateness, OutputTag<LateRecord<IN>> lateTag) {
    this.allowedLatenessMs = allowedLateness.toMillis();
    this.lateTag = lateTag;
  }

  /** Whether the watermark says that nothing more is expected for the window of this key. */
  final boolean isComplete(WindowBounds window) {
    return watermark() >= window.completeAt();
  }

  /** Whether the window of this key accepts no refinement any more and its state is gone. */
  final boolean isGone(WindowBounds window) {
    return watermark() >= goneAt(window);
  }

  /** The watermark at which a window's state is cleaned up. */
  final long goneAt(WindowBounds window) {
    long goneAt = window.completeAt() + allowedLatenessMs;
    return goneAt < window.completeAt() ? Long.MAX_VALUE : goneAt;
  }

  /** Sends a record that missed windows to the late output, and counts its outcome. */
  final void emitLate(
      StreamRecord<IN> element, LateRecord.Outcome outcome, List<WindowBounds> missed) {
    ledger()
        .count(
            outcome == LateRecord.Outcome.LATE_DROPPED ? Entry.LATE_DROPPED : Entry.LATE_PARTIAL);
    LateRecord<IN> late =
        new LateRecord<>(element.getValue(), element.getTimestamp(), watermark(), outcome, missed);
    output.collect(lateTag, new StreamRecord<>(late, element.getTimestamp()));
  }
}
