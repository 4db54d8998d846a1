package io.tidemark.functions.window;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.JoinIds;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Clock;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.MarkAt;
import io.tidemark.functions.window.Script.Step;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.OutputTag;

/** Windows of clicks per key, run by hand. */
final class Windows implements Subject {

  static final KeyedStream<Click, String> CLICKS =
      OperatorUnderTest.streamOf(TypeInformation.of(Click.class)).keyBy(Click::key);

  private final OutputTag<LateRecord<Click>> lateTag;
  private final OperatorUnderTest<Click, WindowResult<String>> operator;

  private Windows(WindowedStreams<Click, String> streams, Backend backend) throws Exception {
    this.lateTag = OperatorUnderTest.tagOf(streams.late());
    this.operator = OperatorUnderTest.start(streams.results(), backend);
  }

  static Windows tumbling(long sizeMs, long allowedLatenessMs, Backend backend) throws Exception {
    return of(
        EventTimeWindows.on(CLICKS)
            .tumbling(Duration.ofMillis(sizeMs))
            .allowedLateness(Duration.ofMillis(allowedLatenessMs)),
        new JoinIds(),
        backend);
  }

  static Windows of(
      Windowing<Click> windowing, AggregateFunction<Click, ?, String> aggregate, Backend backend)
      throws Exception {
    return new Windows(windowing.aggregate(aggregate, "windows"), backend);
  }

  OperatorUnderTest<Click, WindowResult<String>> operator() {
    return operator;
  }

  @Override
  public void take(Step step) throws Exception {
    if (step instanceof Arrival arrival) {
      operator.send(arrival.click(), arrival.eventTimeMs());
    } else if (step instanceof Mark mark) {
      watermark(mark.watermark());
    } else if (step instanceof MarkAt mark) {
      operator.watermarkAt(mark.subtask(), mark.watermark());
    } else if (step instanceof Clock clock) {
      clock(clock.processingTimeMs());
    }
  }

  @Override
  public boolean holdsBack() {
    return false;
  }

  @Override
  public void restart(int subtasks) throws Exception {
    operator.restart(subtasks);
  }

  @Override
  public List<WindowResult<String>> rows() {
    return operator.results();
  }

  void send(String key, String id, long eventTimeMs) throws Exception {
    operator.send(new Click(key, id), eventTimeMs);
  }

  void watermark(long watermark) throws Exception {
    operator.watermark(watermark);
  }

  void clock(long processingTimeMs) throws Exception {
    operator.clock(processingTimeMs);
  }

  /** A savepoint, and a restore from it into other windows. */
  void restartAs(Windowing<Click> windowing, AggregateFunction<Click, ?, String> aggregate)
      throws Exception {
    operator.beforeBarrier();
    operator.restoreAs(windowing.aggregate(aggregate, "windows").results(), operator.snapshot(), 1);
  }

  /** The panes since the last call, such as {@code +I a [0,10) ON_TIME 0 last: 1 2}. */
  List<String> panes() {
    return operator.results().stream().map(Windows::describe).toList();
  }

  private static String describe(WindowResult<String> pane) {
    return String.format(
        "%s %s %s %s %d%s: %s",
        pane.op().shortString(),
        pane.key(),
        describe(pane.window()),
        pane.timing(),
        pane.pane(),
        pane.last() ? " last" : "",
        pane.value());
  }

  private static String describe(WindowBounds window) {
    return "[" + window.start() + "," + window.end() + ")";
  }

  @Override
  public List<LateRecord<Click>> late() {
    return operator.side(lateTag);
  }

  @Override
  public LedgerCounts ledger() throws Exception {
    operator.beforeBarrier();
    return told();
  }

  /** What the operator has told since the last call. */
  LedgerCounts told() {
    LedgerCounts told = new LedgerCounts();
    operator.side(LedgerMeter.TAG).forEach(told::addAll);
    return told;
  }

  @Override
  public int stateEntries() throws Exception {
    return operator.stateEntries();
  }

  @Override
  public int timers() {
    return operator.timers();
  }

  @Override
  public void close() throws Exception {
    operator.close();
  }
}
