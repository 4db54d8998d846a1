package io.tidemark.functions.window;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The streams that come out of a window operator. */
public final class WindowedStreams<IN, OUT> {

  private final SingleOutputStreamOperator<WindowResult<OUT>> results;
  private final OutputTag<LateRecord<IN>> lateTag;
  private final OutputTag<WindowResult<OUT>> absorbedTag;

  WindowedStreams(
      SingleOutputStreamOperator<WindowResult<OUT>> results,
      OutputTag<LateRecord<IN>> lateTag,
      OutputTag<WindowResult<OUT>> absorbedTag) {
    this.results = results;
    this.lateTag = lateTag;
    this.absorbedTag = absorbedTag;
  }

  /** The panes, each key's in the order in which they were emitted. */
  public DataStream<WindowResult<OUT>> results() {
    return results;
  }

  /** The records that missed one of their windows or all of them. */
  public DataStream<LateRecord<IN>> late() {
    return results.getSideOutput(lateTag);
  }

  /**
   * Sessions that had panes when another one absorbed them, as {@code -D} rows, at the moment of
   * the first pane of the session that they are part of now. Only of {@link
   * Accumulation#ACCUMULATING}: its results say nothing of them, but a view that is kept by window
   * must drop them. Of {@link Accumulation#RETRACTING}, these rows are among the results.
   */
  public DataStream<WindowResult<OUT>> absorbed() {
    return results.getSideOutput(absorbedTag);
  }

  /** What was counted of records and of their windows, for the auditor. */
  public DataStream<LedgerCounts> ledger() {
    return results.getSideOutput(LedgerMeter.TAG);
  }
}
