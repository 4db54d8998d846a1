package io.tidemark.functions.ledger;

/**
 * How many events may still be taken: a steady number each second, of which up to a second's worth
 * can be saved up, since events come in bursts.
 */
final class Allowance {

  private static final long MS_PER_SECOND = 1_000;

  private final long perSecond;

  /** In thousandths of an event. */
  private long left;

  private long asOfMs;

  Allowance(long perSecond, long nowMs) {
    this.perSecond = perSecond;
    this.left = perSecond * MS_PER_SECOND;
    this.asOfMs = nowMs;
  }

  /** Takes one, if there is one left. */
  boolean take(long nowMs) {
    if (nowMs > asOfMs) {
      long passedMs = Math.min(nowMs - asOfMs, MS_PER_SECOND);
      left = Math.min(left + passedMs * perSecond, perSecond * MS_PER_SECOND);
      asOfMs = nowMs;
    }
    if (left < MS_PER_SECOND) {
      return false;
    }
    left -= MS_PER_SECOND;
    return true;
  }
}
