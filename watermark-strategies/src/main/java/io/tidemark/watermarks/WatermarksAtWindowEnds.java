package io.tidemark.watermarks;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Emits a strategy's watermark at the periodic interval, and in between as soon as it completes a
 * window: a result then waits for events, and not for the interval too.
 *
 * <p>What is emitted is what the strategy would have said at that moment, so no event is late that
 * would not be with a shorter interval. Watermarks in between are at least 10 ms apart in each
 * partition: where windows end more often by the clock, the next one completes several.
 */
public final class WatermarksAtWindowEnds<T> extends WrappedStrategy<T> {

  private static final long serialVersionUID = 1;

  /** To be more often would cost more than who waits could notice. */
  private static final long LEAST_INTERVAL_NANOS = Duration.ofMillis(10).toNanos();

  /** When windows end. */
  @FunctionalInterface
  public interface Ends extends Serializable {

    /**
     * The next end after a point in event time, epoch milliseconds: the first instant that is no
     * longer in the window.
     */
    long after(long eventTime);

    /**
     * Of windows that end at each multiple of their slide since the epoch.
     *
     * @throws IllegalArgumentException if that is less than a millisecond
     */
    static Ends each(Duration slide) {
      long slideMs = slide.toMillis();
      if (slideMs <= 0) {
        throw new IllegalArgumentException("windows must slide by a millisecond at least");
      }
      return eventTime -> Saturating.plus(eventTime, slideMs - Math.floorMod(eventTime, slideMs));
    }
  }

  private final Ends ends;

  private WatermarksAtWindowEnds(WatermarkStrategy<T> strategy, Ends ends) {
    super(strategy);
    this.ends = ends;
  }

  /** Emits the watermarks of the given strategy also when they complete a window. */
  public static <T> WatermarksAtWindowEnds<T> of(WatermarkStrategy<T> strategy, Ends ends) {
    return new WatermarksAtWindowEnds<>(strategy, ends);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator<>(
        strategy.createWatermarkGenerator(context), ends, context.getInputActivityClock());
  }

  private static final class Generator<T> extends OverhearingGenerator<T> {

    private final Ends ends;
    private final RelativeClock clock;

    private long latest = Long.MIN_VALUE;

    /** How far the last watermark was behind the latest event. */
    private long behindMs;

    /** The event time at which a watermark that is as far behind completes a window. */
    private long dueAt = Long.MAX_VALUE;

    private long emittedNanos;

    Generator(WatermarkGenerator<T> generator, Ends ends, RelativeClock clock) {
      super(generator);
      this.ends = ends;
      this.clock = clock;
      this.emittedNanos = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput next) {
      output = next;
      latest = Math.max(latest, eventTimestamp);
      generator.onEvent(event, eventTimestamp, this);
      if (latest >= dueAt) {
        windowIsComplete();
      }
    }

    private void windowIsComplete() {
      long now = clock.relativeTimeNanos();
      awaitEndAfter(Saturating.minus(latest, behindMs));
      if (now - emittedNanos >= LEAST_INTERVAL_NANOS) {
        emittedNanos = now;
        PromptGenerator.emitNow(generator, this);
      }
    }

    @Override
    public void emitWatermark(Watermark mark) {
      long watermark = mark.getTimestamp();
      // A bound without end is behind by more than there are milliseconds.
      if (watermark <= latest && watermark > Long.MIN_VALUE / 2) {
        behindMs = Saturating.minus(latest, watermark);
        awaitEndAfter(watermark);
      }
      output.emitWatermark(mark);
    }

    /** A watermark completes a window if it is at its last millisecond. */
    private void awaitEndAfter(long watermark) {
      dueAt = Saturating.plus(ends.after(Saturating.plus(watermark, 1)) - 1, behindMs);
    }
  }
}
