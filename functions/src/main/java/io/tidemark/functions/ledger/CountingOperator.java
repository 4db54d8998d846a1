package io.tidemark.functions.ledger;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * An operator that counts for the ledger, and tells it when the ledger must know. Of the events
 * whose outcome it decides it shows a sample, if the job has a trace.
 */
public abstract class CountingOperator<OUT> extends AbstractStreamOperator<OUT>
    implements BoundedOneInput {

  private static final long serialVersionUID = 1;

  private transient LedgerMeter ledger;
  private transient Tracer tracer;
  private transient long watermarkHere;

  @Override
  public void open() throws Exception {
    super.open();
    ledger = new LedgerMeter();
    tracer = Tracer.of(this);
    watermarkHere = Long.MIN_VALUE;
  }

  /** What this subtask counts into. */
  protected final LedgerMeter ledger() {
    return ledger;
  }

  /**
   * Counts what became of one event, and shows it if it is in the sample.
   *
   * @param key what it is grouped by; may be null
   * @param eventTime epoch milliseconds, or {@link io.tidemark.functions.event.Event#NO_TIME}
   */
  protected final void decide(Entry outcome, String key, long eventTime) {
    ledger.count(outcome);
    tracer.trace(outcome, key, eventTime, watermarkHere, output);
  }

  /** What shows a sample of the events, to subclasses that count by themselves. */
  protected final Tracer tracer() {
    return tracer;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermarkHere = mark.getTimestamp();
    super.processWatermark(mark);
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
