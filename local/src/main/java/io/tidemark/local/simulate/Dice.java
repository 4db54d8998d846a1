package io.tidemark.local.simulate;

import java.util.SplittableRandom;

/**
 * Seeded chance. Uses {@link StrictMath} throughout, so that a seed gives the same bytes on every
 * machine.
 */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0 (included) to 1 (excluded). */
  double unit() {
    return random.nextDouble();
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** A whole number from {@code min} (included) to {@code max} (excluded). */
  int between(int min, int max) {
    return random.nextInt(min, max);
  }

  /** Uniform from {@code min} to {@code max}. */
  double between(double min, double max) {
    return min + random.nextDouble() * (max - min);
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** Log-normal; {@code spread} is the sigma of the logarithm, 0 always gives the median. */
  double logNormal(double median, double spread) {
    return spread == 0 ? median : median * StrictMath.exp(spread * gaussian());
  }

  /**
   * The length of the span that a random moment falls into, when spans are uniform from {@code min}
   * to {@code max}: long spans cover more moments, so they are met more often.
   */
  double lengthBiased(double min, double max) {
    return StrictMath.sqrt(between(min * min, max * max));
  }

  /** Box and Muller's way, of which only one of the two numbers is used: simple beats fast here. */
  private double gaussian() {
    double radius = StrictMath.sqrt(exponential(2));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
