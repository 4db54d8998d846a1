package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * One user's phone and the interaction that it sends next. While it is offline it keeps what
 * happens, and sends all of it at once when it is online again.
 *
 * <p>Nothing is generated ahead: the backlog of a phone is only the moments between {@link
 * #actedAtMs} and the end of its time offline, drawn one by one when they are sent. All times are
 * true time in milliseconds since the start.
 */
final class Phone {

  private final String userId;
  private final byte[] key;
  private final int partition;
  private final Handset handset;
  private final double clockSkewMs;
  private final Rhythm rhythm;
  private final Network network;
  private final Connection connection;

  private double actedAtMs;
  private double backlogDelayMs;
  private long interactions;

  /**
   * A phone in its stationary state at the start: in a burst or in a pause, online or not.
   *
   * @param number the user's number, from 1
   */
  Phone(int number, TrafficModel model, Rhythm rhythm, Network network, Dice dice) {
    Mischief mischief = model.mischief();
    userId = "u" + number;
    key = userId.getBytes(US_ASCII);
    partition = new Partitions(model.partitions(), mischief.idlePartition()).of(userId);
    // Dice of its own: whoever does not look at it finds the same traffic.
    handset = Handset.draw(new Dice(31 * model.seed() + number));
    double maxSkewMs = mischief.clockSkewMax().toMillis();
    clockSkewMs = dice.chance(mischief.clockSkewShare()) ? dice.between(-maxSkewMs, maxSkewMs) : 0;
    this.rhythm = rhythm;
    this.network = network;
    connection = new Connection(mischief, dice);
    // What arrives first has happened before: it is on its way, or waits on a phone offline.
    double lifeBeginsMs = Math.min(-network.longestOrdinaryDelayMs(), connection.offlineFromMs());
    backlogDelayMs = network.delayMs(dice);
    actAt(lifeBeginsMs + rhythm.nextFromRandomMomentMs(dice), dice);
  }

  /** The user acts again. */
  void actAgain(Dice dice) {
    actAt(actedAtMs + rhythm.nextMs(dice), dice);
  }

  double actedAtMs() {
    return actedAtMs;
  }

  /** Whether the interaction waits for the phone to be online again. */
  boolean waits() {
    return connection.offlineAt(actedAtMs);
  }

  /** When the phone sends the interaction; never goes back from one to the next. */
  double sentAtMs() {
    return waits() ? connection.onlineAgainMs() : actedAtMs;
  }

  /** When the collector receives the interaction; a backlog is one request and arrives as one. */
  double drawReceivedAtMs(Dice dice) {
    return sentAtMs() + (waits() ? backlogDelayMs : network.delayMs(dice));
  }

  /** Device time minus true time. */
  double clockSkewMs() {
    return clockSkewMs;
  }

  String userId() {
    return userId;
  }

  byte[] key() {
    return key;
  }

  Handset handset() {
    return handset;
  }

  int partition() {
    return partition;
  }

  /** The interaction's number on this phone, from 1. */
  long interactions() {
    return interactions;
  }

  private void actAt(double momentMs, Dice dice) {
    actedAtMs = momentMs;
    interactions++;
    if (connection.moveTo(momentMs, dice)) {
      backlogDelayMs = network.delayMs(dice);
    }
  }
}
