package io.tidemark.local.simulate;

import static io.tidemark.local.simulate.SimulatorOptions.BROKEN_SHARE;
import static io.tidemark.local.simulate.SimulatorOptions.CLOCK_SKEW_MAX;
import static io.tidemark.local.simulate.SimulatorOptions.CLOCK_SKEW_SHARE;
import static io.tidemark.local.simulate.SimulatorOptions.DUPLICATE_SHARE;
import static io.tidemark.local.simulate.SimulatorOptions.FUTURE_SHARE;
import static io.tidemark.local.simulate.SimulatorOptions.IDLE_PARTITION;
import static io.tidemark.local.simulate.SimulatorOptions.NETWORK_DELAY_SPREAD;
import static io.tidemark.local.simulate.SimulatorOptions.OFFLINE_MAX;
import static io.tidemark.local.simulate.SimulatorOptions.OFFLINE_MIN;
import static io.tidemark.local.simulate.SimulatorOptions.OFFLINE_SHARE;

import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What goes wrong with the traffic, and how often. Shares are from 0 to 1.
 *
 * @param networkDelaySpread sigma of the log-normal network delay; 0 = no jitter
 * @param offlineShare share of the phones that are offline at any moment; less than 1
 * @param offlineMin shortest time offline, in true time
 * @param offlineMax longest time offline, in true time
 * @param clockSkewShare share of the phones whose clock is wrong
 * @param clockSkewMax how far device time is ahead of or behind true time at most
 * @param duplicateShare share of the honest events that are sent twice
 * @param futureShare share of the interactions stamped more than a day ahead
 * @param brokenShare share of the interactions whose record is broken
 * @param idlePartition the partition that gets nothing; -1 = none
 */
public record Mischief(
    double networkDelaySpread,
    double offlineShare,
    Duration offlineMin,
    Duration offlineMax,
    double clockSkewShare,
    Duration clockSkewMax,
    double duplicateShare,
    double futureShare,
    double brokenShare,
    int idlePartition) {

  /** Clean traffic: in order, each event once, all clocks right. */
  public static final Mischief NONE =
      new Mischief(
          0,
          0,
          OFFLINE_MIN.defaultValue(),
          OFFLINE_MAX.defaultValue(),
          0,
          Duration.ZERO,
          0,
          0,
          0,
          -1);

  private static final double WIDEST_SPREAD = 3;

  public Mischief {
    Require.that(
        networkDelaySpread >= 0 && networkDelaySpread <= WIDEST_SPREAD,
        NETWORK_DELAY_SPREAD,
        networkDelaySpread,
        "from 0 to " + WIDEST_SPREAD);
    Require.that(
        offlineShare >= 0 && offlineShare < 1,
        OFFLINE_SHARE,
        offlineShare,
        "a share from 0 to less than 1");
    Require.durationWithin(OFFLINE_MIN, offlineMin, Duration.ofMillis(1));
    Require.durationWithin(OFFLINE_MAX, offlineMax, offlineMin);
    Require.share(CLOCK_SKEW_SHARE, clockSkewShare);
    Require.durationWithin(CLOCK_SKEW_MAX, clockSkewMax, Duration.ZERO);
    Require.share(DUPLICATE_SHARE, duplicateShare);
    Require.share(FUTURE_SHARE, futureShare);
    Require.share(BROKEN_SHARE, brokenShare);
    Require.that(idlePartition >= -1, IDLE_PARTITION, idlePartition, "a partition, or -1 for none");
  }

  /** The settings' mischief, or none at all where {@code simulate.mischief} is false. */
  static Mischief from(ReadableConfig config) {
    if (!config.get(SimulatorOptions.MISCHIEF)) {
      return NONE;
    }
    return new Mischief(
        config.get(NETWORK_DELAY_SPREAD),
        config.get(OFFLINE_SHARE),
        config.get(OFFLINE_MIN),
        config.get(OFFLINE_MAX),
        config.get(CLOCK_SKEW_SHARE),
        config.get(CLOCK_SKEW_MAX),
        config.get(DUPLICATE_SHARE),
        config.get(FUTURE_SHARE),
        config.get(BROKEN_SHARE),
        config.get(IDLE_PARTITION));
  }
}
