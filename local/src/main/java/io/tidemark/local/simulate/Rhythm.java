package io.tidemark.local.simulate;

/**
 * How a user acts: in bursts with pauses between them, so that session windows find sessions.
 *
 * <p>A burst has a geometric number of interactions with exponential gaps; a pause is uniform from
 * half to one and a half times its mean, at least a dozen mean gaps. Over time the mean interval
 * between interactions is what {@link #ofMeanInterval} was given.
 *
 * @param gapMs mean time between two interactions of a burst
 * @param pauseMs mean time between the last interaction of a burst and the first of the next
 */
record Rhythm(double gapMs, double pauseMs) {

  private static final double INTERACTIONS_PER_BURST = 8;
  private static final double LONGEST_GAP_MS = 2_000;

  /** The gap's greatest share of the mean interval, which leaves room for distinct pauses. */
  private static final double GAP_SHARE = 0.25;

  static Rhythm ofMeanInterval(double intervalMs) {
    double gapMs = Math.min(LONGEST_GAP_MS, GAP_SHARE * intervalMs);
    return new Rhythm(gapMs, INTERACTIONS_PER_BURST * intervalMs - gapsMs(gapMs));
  }

  /** Time from one interaction to the next. */
  double nextMs(Dice dice) {
    return dice.chance(1 / INTERACTIONS_PER_BURST)
        ? dice.between(shortestPauseMs(), longestPauseMs())
        : dice.exponential(gapMs);
  }

  /** Time from a random moment to the next interaction: the stationary law of {@link #nextMs}. */
  double nextFromRandomMomentMs(Dice dice) {
    double pauseShare = pauseMs / (pauseMs + gapsMs(gapMs));
    return dice.chance(pauseShare)
        ? dice.unit() * dice.lengthBiased(shortestPauseMs(), longestPauseMs())
        : dice.exponential(gapMs);
  }

  private double shortestPauseMs() {
    return 0.5 * pauseMs;
  }

  private double longestPauseMs() {
    return 1.5 * pauseMs;
  }

  /** Mean time that the gaps of one burst take together. */
  private static double gapsMs(double gapMs) {
    return (INTERACTIONS_PER_BURST - 1) * gapMs;
  }
}
