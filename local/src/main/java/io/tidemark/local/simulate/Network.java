package io.tidemark.local.simulate;

/**
 * How long records are on their way from a phone to the collector, in milliseconds.
 *
 * @param medianMs median of the log-normal delay
 * @param spread its sigma; 0 = every delay is the median
 */
record Network(double medianMs, double spread) {

  static Network of(TrafficModel model) {
    return new Network(model.networkDelay().toMillis(), model.mischief().networkDelaySpread());
  }

  double delayMs(Dice dice) {
    return dice.logNormal(medianMs, spread);
  }

  /** Three sigmas above the median: 1 delay in 740 is longer. */
  double longestOrdinaryDelayMs() {
    return medianMs * StrictMath.exp(3 * spread);
  }
}
