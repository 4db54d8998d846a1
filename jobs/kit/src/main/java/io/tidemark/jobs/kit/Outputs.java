package io.tidemark.jobs.kit;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.ledger.TracedEvent;
import io.tidemark.functions.ledger.Tracer;
import io.tidemark.functions.window.LateRecord;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.functions.window.WindowedStreams;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * What a job's graph gives.
 *
 * @param results the results
 * @param late the events that came too late for a window
 * @param ledger what became of the events, as the job counted it
 * @param trace a sample of the events, with what became of each; null if the job shows none
 */
public record Outputs<R>(
    DataStream<R> results,
    DataStream<LateRecord<Event>> late,
    DataStream<LedgerCounts> ledger,
    DataStream<TracedEvent> trace) {

  /** What a job's graph gives that shows no sample of its events. */
  public Outputs(
      DataStream<R> results, DataStream<LateRecord<Event>> late, DataStream<LedgerCounts> ledger) {
    this(results, late, ledger, null);
  }

  /** The outputs of a job that is one window operator. */
  public static <V> Outputs<WindowResult<V>> of(WindowedStreams<Event, V> windows) {
    return new Outputs<>(windows.results(), windows.late(), windows.ledger(), windows.trace());
  }

  /**
   * The outputs of a job whose events go through several window operators, which group them in
   * different ways. The first one tells what became of an event, so that each counts once.
   *
   * @param windows at least one, all of them with the same windows over the same events
   */
  public static <V> Outputs<WindowResult<V>> ofAll(List<WindowedStreams<Event, V>> windows) {
    Outputs<WindowResult<V>> first = of(windows.get(0));
    DataStream<WindowResult<V>> results = first.results();
    for (WindowedStreams<Event, V> others : windows.subList(1, windows.size())) {
      results = results.union(others.results());
    }
    return new Outputs<>(results, first.late(), first.ledger(), first.trace());
  }

  /** The outputs of a job that has no window: nothing is late, and the last operator counts. */
  public static <R> Outputs<R> ofNoWindow(SingleOutputStreamOperator<R> results) {
    OutputTag<LateRecord<Event>> none =
        new OutputTag<>("late", LateRecord.typeOf(TypeInformation.of(Event.class)));
    return new Outputs<>(
        results,
        results.getSideOutput(none),
        results.getSideOutput(LedgerMeter.TAG),
        results.getSideOutput(Tracer.TAG));
  }
}
