package io.tidemark.functions.aggregate;

import java.math.BigInteger;

/**
 * A sum of weights that fade in event time: each has half its worth a half-life after its event,
 * and twice its worth a half-life before. The sum is exact, so it is the same whatever order events
 * come in, and what was added can be taken out again.
 *
 * <p>Weights that fade at one rate keep their proportions, so that they can be added up as of one
 * fixed time, and be told as of any other later (Cormode, Shkapenyuk, Srivastava, Xu: "Forward
 * Decay", 2009). Here the fixed times are the multiples of the half-life: an event's weight is
 * brought to the last one before it and rounded to a whole number, by itself; from there on whole
 * numbers are shifted and added. A number has some sixty bits, and one more for each half-life from
 * its oldest event to its newest one.
 *
 * @param events how many weights there are in it
 * @param period the beginning of which half-life since the epoch the number is as of
 * @param units the number, in units of 2<sup>-48</sup> thousandths
 */
public record DecayedSum(long events, long period, BigInteger units) {

  /** The sum of no weights. */
  public static final DecayedSum ZERO = new DecayedSum(0, 0, BigInteger.ZERO);

  private static final int FRACTION_BITS = 48;

  /** More of a number's bits than a double can tell apart. */
  private static final int BITS_TOLD = 64;

  private static final double THOUSAND = 1000;

  /** So many doublings make anything nothing or infinite. */
  private static final long FAR = 1 << 20;

  /**
   * One event's weight.
   *
   * @param thousandths the weight, in thousandths
   * @param eventTimeMs when it happened, epoch milliseconds
   * @param halfLifeMs above zero; the same for all sums that are put together
   */
  public static DecayedSum of(long thousandths, long eventTimeMs, long halfLifeMs) {
    double grown = power(Math.floorMod(eventTimeMs, halfLifeMs), halfLifeMs);
    return new DecayedSum(
        1,
        Math.floorDiv(eventTimeMs, halfLifeMs),
        BigInteger.valueOf(thousandths)
            .multiply(BigInteger.valueOf(Math.round(Math.scalb(grown, FRACTION_BITS)))));
  }

  /** 2 to the power of a part of a half-life: the same bits on every machine. */
  private static double power(long ms, long halfLifeMs) {
    return StrictMath.pow(2, (double) ms / halfLifeMs);
  }

  /** Both together. */
  public DecayedSum plus(DecayedSum other) {
    if (units.signum() == 0 || other.units.signum() == 0) {
      DecayedSum larger = units.signum() == 0 ? other : this;
      return new DecayedSum(events + other.events, larger.period, larger.units);
    }
    long first = Math.min(period, other.period);
    return new DecayedSum(events + other.events, first, asOf(first).add(other.asOf(first)));
  }

  /**
   * This one without a part that was added to it: what is left is no longer than if the part had
   * never been there.
   */
  public DecayedSum minus(DecayedSum part) {
    DecayedSum rest = plus(new DecayedSum(-part.events, part.period, part.units.negate()));
    int zeros = Math.max(0, rest.units.getLowestSetBit());
    return new DecayedSum(rest.events, rest.period + zeros, rest.units.shiftRight(zeros));
  }

  private BigInteger asOf(long earlierPeriod) {
    return units.shiftLeft(Math.toIntExact(period - earlierPeriod));
  }

  /**
   * What the sum is worth at a time. It depends on the weights only, to the last bit.
   *
   * @param timeMs epoch milliseconds
   * @param halfLifeMs that of the weights
   */
  public double at(long timeMs, long halfLifeMs) {
    int tooLong = Math.max(0, units.bitLength() - BITS_TOLD);
    double worth =
        units.shiftRight(tooLong).doubleValue()
            / THOUSAND
            / power(Math.floorMod(timeMs, halfLifeMs), halfLifeMs);
    long doublings = period - Math.floorDiv(timeMs, halfLifeMs) + tooLong - FRACTION_BITS;
    return Math.scalb(worth, (int) Math.max(-FAR, Math.min(doublings, FAR)));
  }
}
