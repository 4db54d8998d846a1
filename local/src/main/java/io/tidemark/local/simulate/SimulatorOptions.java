package io.tidemark.local.simulate;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** Every setting of the traffic simulator: key, type, default and meaning, in one place. */
public final class SimulatorOptions {

  public static final ConfigOption<Long> SEED =
      key("simulate.seed")
          .longType()
          .defaultValue(42L)
          .withDescription("Seed of all chance: same seed and same start, same bytes.");

  public static final ConfigOption<Double> RATE =
      key("simulate.rate")
          .doubleType()
          .defaultValue(200.0)
          .withDescription("Interactions per second, over all users.");

  public static final ConfigOption<Integer> USERS =
      key("simulate.users")
          .intType()
          .defaultValue(2_000)
          .withDescription("How many users there are, each with one phone: u1, u2, and so on.");

  public static final ConfigOption<Integer> ITEMS =
      key("simulate.items")
          .intType()
          .defaultValue(50)
          .withDescription("How many items there are; i1 is the hottest (Zipf), so keys are hot.");

  public static final ConfigOption<String> START =
      key("simulate.start")
          .stringType()
          .noDefaultValue()
          .withDescription("When the traffic starts, as an ISO-8601 instant; unset: now.");

  public static final ConfigOption<Long> COUNT =
      key("simulate.count")
          .longType()
          .defaultValue(0L)
          .withDescription("Stop after so many records, the mischievous included; 0: no limit.");

  public static final ConfigOption<Duration> DURATION =
      key("simulate.duration")
          .durationType()
          .noDefaultValue()
          .withDescription("Stop when so much simulated time has passed; unset: no limit.");

  public static final ConfigOption<Integer> PARTITIONS =
      key("simulate.partitions")
          .intType()
          .defaultValue(4)
          .withDescription("How many partitions the users are spread over.");

  public static final ConfigOption<Double> SPEED =
      key("simulate.speed")
          .doubleType()
          .defaultValue(1.0)
          .withDescription("Simulated seconds per real second; 0: as fast as possible.");

  public static final ConfigOption<Boolean> MISCHIEF =
      key("simulate.mischief")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "false: clean traffic, in order, whatever the settings below say; only the median"
                  + " network delay stays.");

  public static final ConfigOption<Duration> NETWORK_DELAY =
      key("simulate.network-delay")
          .durationType()
          .defaultValue(Duration.ofMillis(150))
          .withDescription("Median of the time from a phone to the collector.");

  public static final ConfigOption<Double> NETWORK_DELAY_SPREAD =
      key("simulate.network-delay-spread")
          .doubleType()
          .defaultValue(0.8)
          .withDescription(
              "Sigma of the log-normal network delay (0.8: 1 in 100 takes over 6 medians); 0: all"
                  + " the same.");

  public static final ConfigOption<Double> OFFLINE_SHARE =
      key("simulate.offline-share")
          .doubleType()
          .defaultValue(0.05)
          .withDescription("Share of the phones that are offline at any moment, the first too.");

  public static final ConfigOption<Duration> OFFLINE_MIN =
      key("simulate.offline-min")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("The shortest time that a phone is offline.");

  public static final ConfigOption<Duration> OFFLINE_MAX =
      key("simulate.offline-max")
          .durationType()
          .defaultValue(Duration.ofSeconds(90))
          .withDescription("The longest time that a phone is offline.");

  public static final ConfigOption<Double> CLOCK_SKEW_SHARE =
      key("simulate.clock-skew-share")
          .doubleType()
          .defaultValue(0.1)
          .withDescription("Share of the phones whose clock is wrong.");

  public static final ConfigOption<Duration> CLOCK_SKEW_MAX =
      key("simulate.clock-skew-max")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("How far a wrong clock is ahead or behind at most.");

  public static final ConfigOption<Double> DUPLICATE_SHARE =
      key("simulate.duplicate-share")
          .doubleType()
          .defaultValue(0.01)
          .withDescription("Share of the events that are sent a second time, byte for byte.");

  public static final ConfigOption<Double> FUTURE_SHARE =
      key("simulate.future-share")
          .doubleType()
          .defaultValue(0.001)
          .withDescription("Share of the interactions stamped more than a day ahead.");

  public static final ConfigOption<Double> BROKEN_SHARE =
      key("simulate.broken-share")
          .doubleType()
          .defaultValue(0.005)
          .withDescription("Share of the interactions whose record no decoder can read.");

  public static final ConfigOption<Integer> IDLE_PARTITION =
      key("simulate.idle-partition")
          .intType()
          .defaultValue(-1)
          .withDescription("The partition, counted from 0, that gets nothing; -1: none.");

  /** All options, in the order in which help shows them. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          SEED,
          RATE,
          USERS,
          ITEMS,
          START,
          COUNT,
          DURATION,
          PARTITIONS,
          SPEED,
          MISCHIEF,
          NETWORK_DELAY,
          NETWORK_DELAY_SPREAD,
          OFFLINE_SHARE,
          OFFLINE_MIN,
          OFFLINE_MAX,
          CLOCK_SKEW_SHARE,
          CLOCK_SKEW_MAX,
          DUPLICATE_SHARE,
          FUTURE_SHARE,
          BROKEN_SHARE,
          IDLE_PARTITION);

  private SimulatorOptions() {}
}
