package io.tidemark.functions.event;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells events from the future: one such stamp, believed, moves the watermark and makes every
 * honest event late.
 *
 * <p>An event is judged against the clock nearest to it that the sender does not control: the
 * broker's, where the topic stamps records on arrival; else the collector's received time; else the
 * wall clock. With the first two, a replay years later judges as the live run did.
 */
public final class FutureGuard implements Serializable {

  private static final long serialVersionUID = 1;

  /** What becomes of an event from the future. It never moves a watermark. */
  public enum Policy {
    /** It is no event, but a dead letter. */
    DEAD_LETTER,
    /** It is an event, at the time of the clock that it was judged by. */
    CLAMP,
    /** It is an event, at the time that it says. */
    PASS
  }

  /**
   * Why an event is not believed.
   *
   * @param clockMs where the clock stood that it was judged by, epoch milliseconds
   * @param text a line for people
   */
  record Objection(long clockMs, String text) {}

  private final long maxAheadMs;
  private final Policy policy;

  private FutureGuard(long maxAheadMs, Policy policy) {
    this.maxAheadMs = maxAheadMs;
    this.policy = policy;
  }

  /** Objects to what is more than {@code maxAhead} ahead of the clock that it is judged by. */
  public static FutureGuard of(Duration maxAhead, Policy policy) {
    boolean countable = maxAhead.compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0;
    return countable ? new FutureGuard(maxAhead.toMillis(), policy) : off();
  }

  /** Objects to nothing: for scripted time. */
  public static FutureGuard off() {
    return new FutureGuard(Long.MAX_VALUE, Policy.PASS);
  }

  Policy policy() {
    return policy;
  }

  /**
   * Judges an event.
   *
   * @param eventTimeMs when it happened, as it says
   * @param brokerTimeMs when the broker appended it, or {@link Event#NO_TIME}
   * @param receivedTimeMs when the collector got it, or {@link Event#NO_TIME}
   * @param wallClock asked only when neither is known
   * @return null if the event is believable
   */
  Objection objection(
      long eventTimeMs, long brokerTimeMs, long receivedTimeMs, InstantSource wallClock) {
    if (maxAheadMs == Long.MAX_VALUE) {
      return null;
    }
    long now;
    String judge;
    if (brokerTimeMs != Event.NO_TIME) {
      now = brokerTimeMs;
      judge = "the broker's time";
    } else if (receivedTimeMs != Event.NO_TIME) {
      now = receivedTimeMs;
      judge = "its received time";
    } else {
      now = wallClock.millis();
      judge = "the clock";
    }
    if (eventTimeMs - now <= maxAheadMs) {
      return null;
    }
    return new Objection(
        now,
        String.format(
            "event time %s is more than %s ahead of %s, %s",
            Instant.ofEpochMilli(eventTimeMs),
            Duration.ofMillis(maxAheadMs),
            judge,
            Instant.ofEpochMilli(now)));
  }
}
