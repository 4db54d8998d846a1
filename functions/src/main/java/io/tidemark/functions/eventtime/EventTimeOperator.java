package io.tidemark.functions.eventtime;

import io.tidemark.functions.ledger.CountingOperator;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;

/** A keyed operator that judges records by the watermark, over restores as well. */
public abstract class EventTimeOperator<OUT> extends CountingOperator<OUT> {

  private static final long serialVersionUID = 1;

  private transient JudgingWatermark watermark;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermark =
        JudgingWatermark.restore(
            context.getOperatorStateStore(), "watermark", getRuntimeContext().getTaskInfo());
  }

  /** The watermark that a record of the current key is judged by, epoch milliseconds. */
  protected final long watermark() {
    return watermark.of(getCurrentKey());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark.advance(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watermark.snapshot();
  }
}
