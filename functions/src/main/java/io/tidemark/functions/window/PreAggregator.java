package io.tidemark.functions.window;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.Tracer;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds records up before they are sent to the subtask that has their key, so that fewer are sent.
 * What comes of them there is the same as if each one had been sent by itself:
 *
 * <ul>
 *   <li>A sum leaves before the watermark that would make it late, and before one that completes a
 *       window which its records would have changed. So it is in time, as they were.
 *   <li>A record that the watermark has made late already is sent as it is: it may miss windows,
 *       and go to the late output. So is each one while the watermark behind the shuffle may be
 *       ahead of the one here; and so is the sample that the trace shows.
 *   <li>All sums leave before a barrier: there are none in a snapshot.
 * </ul>
 */
abstract class PreAggregator<IN, ACC> extends AbstractStreamOperator<Contribution<IN, ACC>>
    implements OneInputStreamOperator<IN, Contribution<IN, ACC>>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  /** So many sums are held back at most. */
  static final int MOST_SUMS = 1 << 16;

  /** For how long sums are held back if there are early panes in processing time, at most. */
  private static final long MOST_HOLD_MS = 100;

  private final KeySelector<IN, String> keys;
  private final AggregateFunction<IN, ACC, ?> aggregate;
  private final PreAggregation mode;
  private final boolean isEarlyByCount;
  private final boolean isEarlyInEventTime;
  private final long holdMs;

  private transient InputProgress progress;
  private transient CollapseMeter collapse;
  private transient Tracer tracer;
  private transient StreamRecord<Contribution<IN, ACC>> sent;

  /** When all sums are sent next; null unless that is set. */
  private transient ScheduledFuture<?> nextFlush;

  PreAggregator(PreAggregationSpec<IN, ACC> spec) {
    this.keys = spec.keys();
    this.aggregate = spec.aggregate();
    this.mode = spec.mode();
    this.isEarlyByCount = spec.triggers().earlyCount() > 0;
    this.isEarlyInEventTime = !spec.triggers().earlyEventTime().isZero();
    long earlyIntervalMs = spec.triggers().earlyInterval().toMillis();
    this.holdMs =
        earlyIntervalMs == 0 ? 0 : Math.max(1, Math.min(earlyIntervalMs / 4, MOST_HOLD_MS));
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    progress = InputProgress.restore(context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    collapse = new CollapseMeter();
    tracer = Tracer.of(this);
    sent = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    IN record = element.getValue();
    if (!element.hasTimestamp()
        || mode == PreAggregation.OFF
        || progress.isBehind()
        || isPassed(element.getTimestamp())
        || tracer.takes(Entry.ON_TIME)) {
      output.collect(element.replace(Contribution.of(record)));
    } else if (isEarlyByCount || collapse.passesBy()) {
      long time = element.getTimestamp();
      send(
          keys.getKey(record),
          1,
          time,
          lengthMs(record, time),
          aggregate.add(record, aggregate.createAccumulator()));
    } else {
      add(keys.getKey(record), record, element.getTimestamp());
      if (held() >= MOST_SUMS) {
        flush();
      } else if (holdMs > 0 && nextFlush == null) {
        flushWithin();
      }
    }
  }

  /** Whether the watermark has passed a time, so that a record of it may meet complete windows. */
  abstract boolean isPassed(long time);

  /** How long a record's own session is; 0 if windows are no sessions. */
  abstract long lengthMs(IN record, long time);

  /** Adds a record to what is held back. */
  abstract void add(String key, IN record, long time) throws Exception;

  /** How many sums are held back. */
  abstract int held();

  /** Sends the sums that must be sent before a watermark is. */
  abstract void flushBefore(long watermark);

  /** Sends all sums. */
  abstract void flush();

  /** Adds a record to a sum. */
  final void addTo(Sums.Sum<ACC> sum, IN record) {
    sum.accumulator =
        aggregate.add(record, sum.count == 0 ? aggregate.createAccumulator() : sum.accumulator);
    sum.count++;
  }

  /** Sends a sum that was held back. */
  final void send(Sums.Sum<ACC> sum, long lengthMs) {
    collapse.sent(1, sum.count);
    send(sum.key, sum.count, sum.time, lengthMs, sum.accumulator);
  }

  private void send(String key, long count, long time, long lengthMs, ACC accumulator) {
    output.collect(sent.replace(Contribution.sum(key, count, lengthMs, accumulator), time));
  }

  /** How many key groups there are, as in all operators of a job. */
  final int keyGroups() {
    return getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
  }

  final long watermark() {
    return progress.watermark();
  }

  private void flushWithin() {
    ProcessingTimeService clock = getProcessingTimeService();
    nextFlush =
        clock.registerTimer(
            clock.getCurrentProcessingTime() + holdMs,
            time -> {
              nextFlush = null;
              flush();
            });
  }

  // ---------------------------------------------------------------- what sums must leave before

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    progress.advance(mark.getTimestamp(), getProcessingTimeService().getCurrentProcessingTime());
    if (isEarlyInEventTime) {
      flush();
    } else {
      flushBefore(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    progress.idle(status.isIdle());
    if (status.isIdle()) {
      flush();
    }
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    progress.snapshot();
  }
}
