package io.tidemark.watermarks;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks that stay as far behind the latest event as it takes for a share of the events to be
 * on time, say 99.9 %, and no further. In each partition by itself, the bound follows the disorder:
 * it grows when more events come late than promised, and shrinks when fewer do.
 *
 * <pre>{@code
 * AdaptiveWatermarks.<Click>completeness(0.999)
 *     .between(Duration.ofMillis(100), Duration.ofMinutes(10))
 *     .withTimestampAssigner((click, timestamp) -> click.time)
 * }</pre>
 *
 * <p>The watermark never moves back, whatever the bound does. An event is late here if it is at or
 * below the watermark when it arrives; its window may well be open still.
 */
public final class AdaptiveWatermarks<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration FIRST_BOUND = Duration.ofSeconds(5);

  private final double completeness;
  private final Duration floor;
  private final Duration ceiling;
  private final Duration firstBound;

  private AdaptiveWatermarks(
      double completeness, Duration floor, Duration ceiling, Duration firstBound) {
    this.completeness = completeness;
    this.floor = floor;
    this.ceiling = ceiling;
    this.firstBound = firstBound;
  }

  /**
   * Waits for a share of the events.
   *
   * @param share the share that is to be on time, above 0 and below 1
   * @throws IllegalArgumentException if it is not
   */
  public static <T> AdaptiveWatermarks<T> completeness(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("completeness must be above 0 and below 1, not " + share);
    }
    return new AdaptiveWatermarks<>(share, Duration.ZERO, LONGEST, FIRST_BOUND);
  }

  /**
   * Keeps the bound between two others, whatever the completeness. From 0 to an hour unless set.
   *
   * @throws IllegalArgumentException if the floor is negative or above the ceiling
   */
  public AdaptiveWatermarks<T> between(Duration least, Duration most) {
    if (least.isNegative() || least.compareTo(most) > 0) {
      throw new IllegalArgumentException("no bound is between " + least + " and " + most);
    }
    return new AdaptiveWatermarks<>(completeness, least, most, firstBound);
  }

  /**
   * The bound of a partition until enough of its events have come to know better: as many as it
   * takes for ten of them to be late. Five seconds unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public AdaptiveWatermarks<T> beginningWith(Duration bound) {
    if (bound.isNegative()) {
      throw new IllegalArgumentException("a bound cannot be negative: " + bound);
    }
    return new AdaptiveWatermarks<>(completeness, floor, ceiling, bound);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    AdaptiveBound bound =
        new AdaptiveBound(
            completeness,
            Saturating.millis(floor),
            Saturating.millis(ceiling),
            Saturating.millis(firstBound));
    return new AdaptiveWatermarkGenerator<>(bound);
  }
}
