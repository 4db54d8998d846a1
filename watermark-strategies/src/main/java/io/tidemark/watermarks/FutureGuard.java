package io.tidemark.watermarks;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps stamps from the future from moving a watermark: one that is believed makes every honest
 * event late until the clock is there. An event is from the future if it is further ahead than
 * allowed of a clock that its sender does not control.
 *
 * <pre>{@code
 * FutureGuard<Click> guard =
 *     FutureGuard.<Click>allowing(Duration.ofHours(1)).judgedBy(click -> click.receivedTime);
 * WatermarkStrategy<Click> watermarks = guard.passing(strategy);
 * }</pre>
 *
 * <p>What becomes of such an event is the caller's choice. It keeps its time ({@link #passing}), or
 * gets the clock's ({@link #clamping}), or leaves the stream by a side output ({@link #passing} and
 * {@link #diverting}). In no case is it lost; it is counted as {@code eventtime.future}.
 */
public final class FutureGuard<T> implements Serializable {

  private static final long serialVersionUID = 1;

  /** A clock that judges an event, such as the time when a collector received it. */
  @FunctionalInterface
  public interface Judge<T> extends Serializable {

    /** Where the clock stands for an element, epoch milliseconds; {@link #NO_TIME}: not known. */
    long timeFor(T element);
  }

  /** Stands for a time that an element does not tell. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private final long mostAheadMs;
  private final Judge<T> judge;

  private FutureGuard(long mostAheadMs, Judge<T> judge) {
    this.mostAheadMs = mostAheadMs;
    this.judge = judge;
  }

  /**
   * Believes events that are no further ahead of the wall clock than this.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static <T> FutureGuard<T> allowing(Duration ahead) {
    if (ahead.isNegative()) {
      throw new IllegalArgumentException("an event cannot be ahead by " + ahead);
    }
    return new FutureGuard<>(Saturating.millis(ahead), element -> NO_TIME);
  }

  /**
   * Judges events by a clock of their own, and only those that it is not known for by the wall
   * clock: a replay of old events judges as the live run did.
   */
  public FutureGuard<T> judgedBy(Judge<T> clock) {
    return new FutureGuard<>(mostAheadMs, clock);
  }

  /** The strategy, which does not see events from the future. They keep their times. */
  public WatermarkStrategy<T> passing(WatermarkStrategy<T> strategy) {
    return new Guarded<>(strategy, this, false);
  }

  /** The strategy, where an event from the future gets the time of the clock that judged it. */
  public WatermarkStrategy<T> clamping(WatermarkStrategy<T> strategy) {
    return new Guarded<>(strategy, this, true);
  }

  /**
   * Takes events from the future out of a stream. To be used with {@link #passing}, right behind
   * the source. A record without a timestamp stays.
   *
   * @param future the side output that they go to
   */
  public ProcessFunction<T, T> diverting(OutputTag<T> future) {
    return new Divert<>(this, future);
  }

  private long clockFor(T element) {
    long time = judge.timeFor(element);
    return time == NO_TIME ? System.currentTimeMillis() : time;
  }

  private boolean isFuture(long eventTimeMs, long clockMs) {
    return eventTimeMs > Saturating.plus(clockMs, mostAheadMs);
  }

  private static final class Guarded<T> extends WrappedStrategy<T> {

    private static final long serialVersionUID = 1;

    private final FutureGuard<T> guard;
    private final boolean clamps;

    private transient Counter future;

    Guarded(WatermarkStrategy<T> strategy, FutureGuard<T> guard, boolean clamps) {
      super(strategy);
      this.guard = guard;
      this.clamps = clamps;
    }

    @Override
    public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
      TimestampAssigner<T> assigner = strategy.createTimestampAssigner(context);
      if (!clamps) {
        return assigner;
      }
      Counter clamped = futureCounter(context.getMetricGroup());
      return (element, recordTimestamp) -> {
        long eventTimeMs = assigner.extractTimestamp(element, recordTimestamp);
        long clockMs = guard.clockFor(element);
        if (!guard.isFuture(eventTimeMs, clockMs)) {
          return eventTimeMs;
        }
        clamped.inc();
        return clockMs;
      };
    }

    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      WatermarkGenerator<T> generator = strategy.createWatermarkGenerator(context);
      if (clamps) {
        return generator;
      }
      Counter unseen = futureCounter(context.getMetricGroup());
      return new SelectiveGenerator<>(
          generator,
          (event, eventTimestamp) -> {
            boolean shown = !guard.isFuture(eventTimestamp, guard.clockFor(event));
            if (!shown) {
              unseen.inc();
            }
            return shown;
          });
    }

    private Counter futureCounter(MetricGroup operator) {
      if (future == null) {
        future = EventTimeGroup.of(operator).counter("future");
      }
      return future;
    }
  }

  private static final class Divert<T> extends ProcessFunction<T, T> {

    private static final long serialVersionUID = 1;

    private final FutureGuard<T> guard;
    private final OutputTag<T> future;

    Divert(FutureGuard<T> guard, OutputTag<T> future) {
      this.guard = guard;
      this.future = future;
    }

    @Override
    public void processElement(T element, Context context, Collector<T> out) {
      Long eventTimeMs = context.timestamp();
      if (eventTimeMs != null && guard.isFuture(eventTimeMs, guard.clockFor(element))) {
        context.output(future, element);
      } else {
        out.collect(element);
      }
    }
  }
}
