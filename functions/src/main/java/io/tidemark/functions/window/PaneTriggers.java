package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a window emits panes beside the one that it always emits when it is complete. All of them
 * emit only what has changed since the last pane; where several are set, each does.
 *
 * @param earlyInterval in processing time after the first change since the last pane; zero: not
 * @param earlyEventTime each time the watermark has come this much further from the window's start;
 *     zero: not
 * @param earlyCount after this many records since the last pane; zero: not
 * @param lateInterval in processing time after the first late record since the last pane; zero: for
 *     each late record
 */
public record PaneTriggers(
    Duration earlyInterval, Duration earlyEventTime, long earlyCount, Duration lateInterval)
    implements Serializable {

  /** No early panes, and a late one for each late record. */
  public static final PaneTriggers NONE =
      new PaneTriggers(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if one is negative, or above zero but not a millisecond
   */
  public PaneTriggers {
    check(earlyInterval);
    check(earlyEventTime);
    check(lateInterval);
    if (earlyCount < 0) {
      throw new IllegalArgumentException("a trigger cannot be negative: " + earlyCount);
    }
  }

  private static void check(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a trigger cannot be negative: " + duration);
    }
    if (!duration.isZero() && duration.toMillis() == 0) {
      throw new IllegalArgumentException("a trigger is at least a millisecond, not " + duration);
    }
  }

  /** The same with another {@link #earlyInterval}. */
  public PaneTriggers withEarlyInterval(Duration processingTime) {
    return new PaneTriggers(processingTime, earlyEventTime, earlyCount, lateInterval);
  }

  /** The same with another {@link #earlyEventTime}. */
  public PaneTriggers withEarlyEventTime(Duration eventTime) {
    return new PaneTriggers(earlyInterval, eventTime, earlyCount, lateInterval);
  }

  /** The same with another {@link #earlyCount}. */
  public PaneTriggers withEarlyCount(long records) {
    return new PaneTriggers(earlyInterval, earlyEventTime, records, lateInterval);
  }

  /** The same with another {@link #lateInterval}. */
  public PaneTriggers withLateInterval(Duration processingTime) {
    return new PaneTriggers(earlyInterval, earlyEventTime, earlyCount, processingTime);
  }

  /** Whether there are early panes. */
  public boolean isEarly() {
    return !earlyInterval.isZero() || !earlyEventTime.isZero() || earlyCount > 0;
  }
}
