package io.tidemark.local.simulate;

/**
 * When a phone is offline: spells of a length uniform between the settings' bounds, with
 * exponential times online between them. All times are true time, in milliseconds since the start.
 *
 * <p>Made in its stationary state: a phone may be offline at the start, for a while already.
 */
final class Connection {

  private final double offlineShare;
  private final double shortestMs;
  private final double longestMs;

  private double offlineFromMs;
  private double onlineAgainMs;

  Connection(Mischief mischief, Dice dice) {
    offlineShare = mischief.offlineShare();
    shortestMs = mischief.offlineMin().toMillis();
    longestMs = mischief.offlineMax().toMillis();
    if (dice.chance(offlineShare)) {
      double lengthMs = dice.lengthBiased(shortestMs, longestMs);
      offlineFromMs = -dice.unit() * lengthMs;
      onlineAgainMs = offlineFromMs + lengthMs;
    } else {
      drawSpellAfter(0, dice);
    }
  }

  /**
   * Moves on to the spell that a moment falls into or that comes next after it; moments never go
   * back.
   *
   * @return whether this is another spell than before
   */
  boolean moveTo(double momentMs, Dice dice) {
    boolean moved = false;
    while (momentMs >= onlineAgainMs) {
      drawSpellAfter(onlineAgainMs, dice);
      moved = true;
    }
    return moved;
  }

  /** Whether the phone is offline at a moment that was moved to. */
  boolean offlineAt(double momentMs) {
    return momentMs >= offlineFromMs;
  }

  double offlineFromMs() {
    return offlineFromMs;
  }

  double onlineAgainMs() {
    return onlineAgainMs;
  }

  private void drawSpellAfter(double momentMs, Dice dice) {
    if (offlineShare == 0) {
      offlineFromMs = Double.POSITIVE_INFINITY;
      onlineAgainMs = Double.POSITIVE_INFINITY;
      return;
    }
    double meanOfflineMs = (shortestMs + longestMs) / 2;
    double meanOnlineMs = meanOfflineMs * (1 - offlineShare) / offlineShare;
    offlineFromMs = momentMs + dice.exponential(meanOnlineMs);
    onlineAgainMs = offlineFromMs + dice.between(shortestMs, longestMs);
  }
}
