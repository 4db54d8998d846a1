package io.tidemark.functions.ledger;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;

/** An operator that counts for the ledger, and tells it when the ledger must know. */
public abstract class CountingOperator<OUT> extends AbstractStreamOperator<OUT>
    implements BoundedOneInput {

  private static final long serialVersionUID = 1;

  private transient LedgerMeter ledger;

  @Override
  public void open() throws Exception {
    super.open();
    ledger = new LedgerMeter();
  }

  /** What this subtask counts into. */
  protected final LedgerMeter ledger() {
    return ledger;
  }

  /** Ahead of the barrier, so that the auditor knows of exactly what the checkpoint holds. */
  @Override
  public final void prepareSnapshotPreBarrier(long checkpointId) {
    ledger.tell(output);
  }

  @Override
  public final void endInput() {
    ledger.tell(output);
  }
}
