package io.tidemark.watermarks;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What becomes of event time when partitions fall silent, wake up, or end. Two pieces go together:
 * one around the watermark strategy, for the partitions of a subtask, and one operator behind the
 * source, for the subtask as a whole.
 *
 * <pre>{@code
 * Idleness idleness = Idleness.after(Duration.ofSeconds(30)).withGrace(Duration.ofMinutes(1));
 * DataStream<Click> clicks =
 *     idleness.behind(env.fromSource(source, idleness.around(strategy), "clicks").uid("clicks"))
 *         .uid("clicks-idleness");
 * }</pre>
 *
 * <ul>
 *   <li>A silent partition holds the others back until it is idle, and no longer.
 *   <li>One that wakes up with events that the others have left behind makes the watermark of its
 *       subtask wait until it has caught up, for a grace at most. The events that were behind are
 *       counted.
 *   <li>A subtask that wakes up says so ahead of its first event, not some time after it.
 *   <li>When the whole source is silent, the watermark may follow the clock, so that the last
 *       windows fire.
 *   <li>A stream that ends while it is idle still says that event time has ended: Flink by itself
 *       drops that word, and the last windows never fire.
 * </ul>
 *
 * <p>Subtasks wait for each other's sleepers only as far as watermark alignment makes them.
 */
public final class Idleness implements Serializable {

  private static final long serialVersionUID = 1;

  private static final Duration GRACE = Duration.ofMinutes(1);

  /** What a subtask says of event time when its stream has ended, or is silent. */
  enum Ending {
    /** Idle when silent; at the end, that event time has ended. */
    FINAL,
    /** Never idle; at the end, that event time has ended. */
    FINAL_OF_ALL,
    /** Idle when silent, and from the end on. */
    SILENT
  }

  private final Duration timeout;
  private final Duration grace;
  private final Duration quietLag;
  private final Ending ending;

  private Idleness(Duration timeout, Duration grace, Duration quietLag, Ending ending) {
    this.timeout = timeout;
    this.grace = grace;
    this.quietLag = quietLag;
    this.ending = ending;
  }

  /**
   * A partition is idle that has brought no event for some processing time. Time in which the
   * source was not let read, because of backpressure or alignment, does not count.
   *
   * @throws IllegalArgumentException if it is not above zero
   */
  public static Idleness after(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("an idle timeout must be above zero: " + timeout);
    }
    return new Idleness(timeout, GRACE, null, Ending.FINAL);
  }

  /**
   * How long, in processing time, a partition that wakes up behind the others may hold them back
   * until it has caught up. A minute unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Idleness withGrace(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("a grace cannot be negative: " + longest);
    }
    return new Idleness(timeout, longest, quietLag, ending);
  }

  /**
   * Makes the watermark follow the clock, some time behind it, while the whole source is idle.
   * Events older than that which come after all are late; so this is for events whose times are
   * near the clock, not for replays, and has no effect {@linkplain #inBoundedJob in a bounded job}.
   *
   * @throws IllegalArgumentException if the lag is negative
   */
  public Idleness followingTheClock(Duration lag) {
    if (lag.isNegative()) {
      throw new IllegalArgumentException("a lag cannot be negative: " + lag);
    }
    return new Idleness(timeout, grace, lag, ending);
  }

  /**
   * For a job in which every stream ends by itself. A subtask of it is never idle as a whole: a
   * subtask that has ended counts as being at the end of event time, and if all others were idle,
   * that would be the watermark, and what they bring later would be late (FLINK-38477).
   */
  public Idleness inBoundedJob() {
    return new Idleness(timeout, grace, quietLag, Ending.FINAL_OF_ALL);
  }

  /**
   * For a stream that ends beside others that do not: from then on it is idle, and not at the end
   * of event time, for the same reason.
   */
  public Idleness endingBeforeOthers() {
    return new Idleness(timeout, grace, quietLag, Ending.SILENT);
  }

  /** The strategy, with idleness for each partition. It must not look for idleness itself. */
  public <T> WatermarkStrategy<T> around(WatermarkStrategy<T> strategy) {
    return new WatermarksUnlessIdle<>(strategy, timeout, grace);
  }

  /**
   * The stream, with idleness for each subtask. It goes right behind the source, in the same chain,
   * and needs a uid. A record without a timestamp ({@link Long#MIN_VALUE}) wakes nothing up.
   */
  public <T> SingleOutputStreamOperator<T> behind(DataStream<T> source) {
    return source
        .transform("idleness", source.getType(), this.<T>operator())
        .setParallelism(source.getParallelism());
  }

  <T> IdlenessOperator<T> operator() {
    return new IdlenessOperator<>(
        Saturating.millis(timeout),
        Saturating.millis(grace),
        followsTheClock() ? Saturating.millis(quietLag) : IdlenessOperator.NEVER,
        ending);
  }

  private boolean followsTheClock() {
    return quietLag != null && ending != Ending.FINAL_OF_ALL;
  }
}
