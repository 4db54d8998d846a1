package io.tidemark.watermarks;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Says for one subtask of a source when it is idle, awake, and at its end. The source itself says
 * that it is awake only with its next watermark, which may come long after the first event.
 *
 * <p>Its times are processing time, milliseconds.
 */
final class IdlenessOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  /** The lag of a watermark that does not follow the clock. */
  static final long NEVER = -1;

  private static final long DEFAULT_INTERVAL_MS = 200;

  private final long timeoutMs;
  private final long graceMs;
  private final long quietLagMs;
  private final Idleness.Ending ending;

  private transient ScheduledFuture<?> ticks;
  private transient boolean sourceIsIdle;
  private transient boolean saidIdle;
  private transient long watermark;

  /** The last event, and the one that woke us, since the source said that it is idle. */
  private transient long lastEventMs;

  private transient long wokenMs;

  /** Whether events wake us no more, since those that did brought no watermark within the grace. */
  private transient boolean graceIsOver;

  IdlenessOperator(long timeoutMs, long graceMs, long quietLagMs, Idleness.Ending ending) {
    this.timeoutMs = timeoutMs;
    this.graceMs = graceMs;
    this.quietLagMs = quietLagMs;
    this.ending = ending;
  }

  @Override
  public void open() throws Exception {
    super.open();
    watermark = Long.MIN_VALUE;
    long interval = getExecutionConfig().getAutoWatermarkInterval();
    long everyMs = interval > 0 ? interval : DEFAULT_INTERVAL_MS;
    ticks = getProcessingTimeService().scheduleWithFixedDelay(this::onTick, everyMs, everyMs);
  }

  @Override
  public void close() throws Exception {
    if (ticks != null) {
      ticks.cancel(false);
    }
    super.close();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    if (sourceIsIdle && element.hasTimestamp() && element.getTimestamp() != Long.MIN_VALUE) {
      lastEventMs = getProcessingTimeService().getCurrentProcessingTime();
      if (saidIdle && !graceIsOver) {
        wokenMs = lastEventMs;
        say(WatermarkStatus.ACTIVE);
      }
    }
    output.collect(element);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    sourceIsIdle = status.isIdle();
    graceIsOver = false;
    lastEventMs = Long.MIN_VALUE;
    say(status);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean atTheEnd = mark.getTimestamp() == Long.MAX_VALUE;
    if (atTheEnd && ending == Idleness.Ending.SILENT) {
      return;
    }
    // The clock may have taken it further than the source is.
    if (mark.getTimestamp() > watermark) {
      watermark = mark.getTimestamp();
      super.processWatermark(mark);
    }
  }

  private void onTick(long nowMs) throws Exception {
    if (!sourceIsIdle) {
      return;
    }
    boolean silent = lastEventMs == Long.MIN_VALUE || nowMs - lastEventMs >= timeoutMs;
    if (silent) {
      graceIsOver = false;
      say(WatermarkStatus.IDLE);
      followTheClock(nowMs);
    } else if (!saidIdle && nowMs - wokenMs >= graceMs) {
      graceIsOver = true;
      say(WatermarkStatus.IDLE);
    }
  }

  /** An idle input's watermark is not heard, so we are awake for just that. */
  private void followTheClock(long nowMs) throws Exception {
    if (quietLagMs == NEVER || nowMs - quietLagMs <= watermark) {
      return;
    }
    say(WatermarkStatus.ACTIVE);
    processWatermark(new Watermark(nowMs - quietLagMs));
    say(WatermarkStatus.IDLE);
  }

  private void say(WatermarkStatus status) {
    if (status.isIdle() == saidIdle
        || (status.isIdle() && ending == Idleness.Ending.FINAL_OF_ALL)) {
      return;
    }
    saidIdle = status.isIdle();
    output.emitWatermarkStatus(status);
  }

  @Override
  public void endInput() throws Exception {
    sourceIsIdle = false;
    if (ending == Idleness.Ending.SILENT) {
      say(WatermarkStatus.IDLE);
    } else {
      say(WatermarkStatus.ACTIVE);
      processWatermark(Watermark.MAX_WATERMARK);
    }
  }
}
