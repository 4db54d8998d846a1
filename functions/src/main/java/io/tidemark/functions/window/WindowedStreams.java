package io.tidemark.functions.window;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.ledger.TracedEvent;
import io.tidemark.functions.ledger.Tracer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The streams that come out of a window operator. */
public final class WindowedStreams<IN, OUT> {

  private final SingleOutputStreamOperator<WindowResult<OUT>> results;
  private final OutputTag<LateRecord<IN>> lateTag;

  WindowedStreams(
      SingleOutputStreamOperator<WindowResult<OUT>> results, OutputTag<LateRecord<IN>> lateTag) {
    this.results = results;
    this.lateTag = lateTag;
  }

  /** The panes, each key's in the order in which they were emitted. */
  public DataStream<WindowResult<OUT>> results() {
    return results;
  }

  /** The records that missed one of their windows or all of them. */
  public DataStream<LateRecord<IN>> late() {
    return results.getSideOutput(lateTag);
  }

  /** A sample of the records with what became of each; empty unless the job has a trace. */
  public DataStream<TracedEvent> trace() {
    return results.getSideOutput(Tracer.TAG);
  }

  /** What was counted of records and of their windows, for the auditor. */
  public DataStream<LedgerCounts> ledger() {
    return results.getSideOutput(LedgerMeter.TAG);
  }
}
