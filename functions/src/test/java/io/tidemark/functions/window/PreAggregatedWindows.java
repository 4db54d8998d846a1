package io.tidemark.functions.window;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.OperatorUnderTest.Snapshot;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Clock;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.MarkAt;
import io.tidemark.functions.window.Script.Step;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Windows of clicks per key behind a pre-aggregation with some inputs, run by hand: what one of the
 * inputs emits arrives at once, and watermarks are combined as Flink does it.
 */
final class PreAggregatedWindows implements Subject {

  private final OutputTag<LateRecord<Click>> lateTag;
  private final OperatorUnderTest<Click, Contribution<Click, ?>> inputs;
  private final OperatorUnderTest<Contribution<Click, ?>, WindowResult<String>> operator;
  private final boolean isEarlyByTheClock;
  private final int inputCount;
  private StatusWatermarkValve valve;
  private long combined;

  /** How many clicks were sent, and in how many contributions they arrived. */
  long sent;

  long arrived;

  private long inArrived;

  PreAggregatedWindows(Setup setup, int inputCount, Backend backend) throws Exception {
    WindowedStreams<Click, String> streams =
        setup.preAggregated().aggregate(setup.aggregate(), "windows");
    this.inputCount = inputCount;
    this.isEarlyByTheClock = !setup.triggers().earlyInterval().isZero();
    this.lateTag = OperatorUnderTest.tagOf(streams.late());
    this.operator = OperatorUnderTest.start(streams.results(), backend);
    this.inputs =
        OperatorUnderTest.start(
            OperatorUnderTest.<Contribution<Click, ?>>streamBefore(streams.results()), backend);
    inputs.restart(inputCount);
    connect();
  }

  private void connect() {
    valve = new StatusWatermarkValve(inputCount);
    combined = Long.MIN_VALUE;
  }

  @Override
  public void take(Step step) throws Exception {
    if (step instanceof Arrival arrival) {
      send(0, arrival.click(), arrival.eventTimeMs());
    } else if (step instanceof Mark mark) {
      for (int input = 0; input < inputCount; input++) {
        watermark(input, mark.watermark());
      }
    } else if (step instanceof MarkAt mark) {
      inputs.watermark(mark.watermark());
      deliver();
      operator.watermarkAt(mark.subtask(), mark.watermark());
    } else if (step instanceof Clock clock) {
      clock(clock.processingTimeMs());
    }
  }

  void send(int input, Click click, long eventTimeMs) throws Exception {
    sent++;
    inputs.sendTo(input, click, eventTimeMs);
    deliver();
  }

  /** A watermark of one input; if it moves the combined one, that is told. */
  OptionalLong watermark(int input, long watermark) throws Exception {
    long before = combined;
    inputs.watermarkAt(input, watermark);
    deliver();
    valve.inputWatermark(new Watermark(watermark), input, new Combined());
    return combined > before ? OptionalLong.of(combined) : OptionalLong.empty();
  }

  /** One input is idle from now on, or not any more; it may have held the combined watermark. */
  OptionalLong status(int input, WatermarkStatus status) throws Exception {
    long before = combined;
    inputs.statusAt(input, status);
    deliver();
    valve.inputWatermarkStatus(status, input, new Combined());
    return combined > before ? OptionalLong.of(combined) : OptionalLong.empty();
  }

  void clock(long processingTimeMs) throws Exception {
    if (isEarlyByTheClock) {
      // Else the pane's interval would begin when its records leave the input.
      flush();
    }
    inputs.clock(processingTimeMs);
    deliver();
    operator.clock(processingTimeMs);
  }

  /** A barrier passes the inputs. */
  void flush() throws Exception {
    inputs.beforeBarrier();
    deliver();
  }

  private void deliver() throws Exception {
    for (StreamRecord<Contribution<Click, ?>> contribution : inputs.records()) {
      arrived++;
      inArrived += contribution.getValue().count();
      operator.send(contribution.getValue(), contribution.getTimestamp());
    }
  }

  @Override
  public boolean holdsBack() {
    return inArrived < sent;
  }

  @Override
  public List<WindowResult<String>> rows() {
    return operator.results();
  }

  @Override
  public List<LateRecord<Click>> late() {
    return operator.side(lateTag);
  }

  @Override
  public LedgerCounts ledger() throws Exception {
    flush();
    operator.beforeBarrier();
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
  public void restart(int subtasks) throws Exception {
    flush();
    Snapshot snapshot = inputs.snapshot();
    operator.restart(subtasks);
    inputs.restore(snapshot, inputCount);
    connect();
  }

  @Override
  public void close() throws Exception {
    inputs.close();
    operator.close();
  }

  /** Hands the combined watermark on. */
  private final class Combined implements DataOutput<Object> {

    @Override
    public void emitWatermark(Watermark watermark) throws Exception {
      combined = watermark.getTimestamp();
      operator.watermark(combined);
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void emitRecord(StreamRecord<Object> record) {
      throw new UnsupportedOperationException("the valve has watermarks only");
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
      throw new UnsupportedOperationException("the valve has watermarks only");
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
      throw new UnsupportedOperationException("the valve has watermarks only");
    }

    @Override
    public void emitWatermark(org.apache.flink.runtime.event.WatermarkEvent watermark) {
      throw new UnsupportedOperationException("the valve has watermarks only");
    }
  }
}
