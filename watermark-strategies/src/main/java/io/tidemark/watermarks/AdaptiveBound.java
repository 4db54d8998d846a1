package io.tidemark.watermarks;

/**
 * How far one partition's watermark is to stay behind its latest event, so that a share of the
 * events is on time.
 *
 * <p>The first guess is a quantile of how late events have been of late. While the disorder
 * changes, that is always the quantile of yesterday; so the share that the quantile leaves out is
 * corrected by what really happens: a little up with each event on time, a good deal down with each
 * late one (adaptive conformal inference: Gibbs, Candès, "Adaptive Conformal Inference Under
 * Distribution Shift", NeurIPS 2021). In the long run the share of late events is the promised one,
 * whatever becomes of the disorder, as long as the ceiling allows it.
 */
final class AdaptiveBound {

  /** Late events that the memory holds, when there are as many as promised. */
  private static final double LATE_IN_MEMORY = 20;

  private static final double LATE_IN_WARM_UP = 10;

  /** By what part of itself the share left out moves with one late event. */
  private static final double STEP = 0.1;

  /**
   * Times the promised share that the share left out may be above or below zero: what one burst of
   * late events, or one quiet hour, has piled up must not decide for days.
   */
  private static final double MOST_SLACK = 3;

  private static final double MOST_DEBT = 10;

  /** How often the quantile is looked up: between two lookups it hardly moves. */
  private static final int LOOKUP_EVERY = 64;

  private final double promised;
  private final long floorMs;
  private final long ceilingMs;
  private final long warmUp;
  private final DecayingQuantiles lateness;

  private double leftOut;
  private long events;
  private long boundMs;

  AdaptiveBound(double completeness, long floorMs, long ceilingMs, long firstBoundMs) {
    this.promised = 1 - completeness;
    this.floorMs = floorMs;
    this.ceilingMs = ceilingMs;
    this.warmUp = (long) Math.ceil(LATE_IN_WARM_UP / promised);
    this.lateness = new DecayingQuantiles(1 + LATE_IN_MEMORY / promised);
    this.leftOut = promised;
    this.boundMs = clamp(firstBoundMs);
  }

  /**
   * Takes note of an event.
   *
   * @param behindMs how far it is behind the latest event before it; 0 if it is the latest
   * @param isLate whether the watermark had passed it already
   */
  void onEvent(long behindMs, boolean isLate) {
    lateness.add(behindMs);
    events++;
    if (events < warmUp) {
      return;
    }
    leftOut += STEP * promised * (isLate ? promised - 1 : promised);
    leftOut = Math.max(-MOST_DEBT * promised, Math.min(leftOut, MOST_SLACK * promised));
    if (isLate || events % LOOKUP_EVERY == 0) {
      boundMs = clamp(guess());
    }
  }

  /** When even the longest lateness of late is too little, it is stretched. */
  private long guess() {
    if (leftOut >= 0) {
      return lateness.exceededBy(leftOut);
    }
    return (long) (Math.max(1, lateness.exceededBy(0)) * (1 - leftOut / promised));
  }

  private long clamp(long bound) {
    return Math.min(ceilingMs, Math.max(floorMs, bound));
  }

  /** The bound to keep from now on, milliseconds. */
  long boundMs() {
    return boundMs;
  }
}
