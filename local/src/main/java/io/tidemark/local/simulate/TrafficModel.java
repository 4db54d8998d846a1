package io.tidemark.local.simulate;

import static io.tidemark.local.simulate.SimulatorOptions.COUNT;
import static io.tidemark.local.simulate.SimulatorOptions.DURATION;
import static io.tidemark.local.simulate.SimulatorOptions.IDLE_PARTITION;
import static io.tidemark.local.simulate.SimulatorOptions.ITEMS;
import static io.tidemark.local.simulate.SimulatorOptions.NETWORK_DELAY;
import static io.tidemark.local.simulate.SimulatorOptions.PARTITIONS;
import static io.tidemark.local.simulate.SimulatorOptions.RATE;
import static io.tidemark.local.simulate.SimulatorOptions.SEED;
import static io.tidemark.local.simulate.SimulatorOptions.SPEED;
import static io.tidemark.local.simulate.SimulatorOptions.START;
import static io.tidemark.local.simulate.SimulatorOptions.USERS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The settings of one simulation, checked when made.
 *
 * @param seed seed of all chance
 * @param rate interactions per second of true time, over all users
 * @param users number of users, one phone each
 * @param items number of items; their popularity is Zipf's
 * @param start true time at which the first records can arrive; whole milliseconds
 * @param count number of records after which the traffic ends; 0 = no limit
 * @param duration true time after which the traffic ends; empty = no limit
 * @param partitions number of partitions
 * @param speed true seconds per real second; 0 = as fast as possible
 * @param networkDelay median time from phone to collector
 * @param mischief what goes wrong, and how often
 */
public record TrafficModel(
    long seed,
    double rate,
    int users,
    int items,
    Instant start,
    long count,
    Optional<Duration> duration,
    int partitions,
    double speed,
    Duration networkDelay,
    Mischief mischief) {

  private static final Instant EARLIEST_START = Instant.parse("1000-01-01T00:00:00Z");
  private static final Instant LATEST_START = Instant.parse("9000-01-01T00:00:00Z");

  public TrafficModel {
    Require.that(rate > 0 && rate < Double.POSITIVE_INFINITY, RATE, rate, "more than 0");
    Require.atLeastOne(USERS, users);
    // A phone that acts less than once a year makes its search for the next moment online endless.
    double leastRate = users / (double) Duration.ofDays(365).toSeconds();
    Require.that(
        rate >= leastRate,
        RATE,
        rate,
        "at least %.6f for %d users, or each acts less than once a year"
            .formatted(leastRate, users));
    Require.atLeastOne(ITEMS, items);
    Require.that(
        start.isAfter(EARLIEST_START) && start.isBefore(LATEST_START),
        START,
        start,
        "between the years 1000 and 9000");
    start = start.truncatedTo(ChronoUnit.MILLIS);
    Require.that(count >= 0, COUNT, count, "at least 0");
    duration.ifPresent(d -> Require.durationWithin(DURATION, d, Duration.ofMillis(1)));
    Require.atLeastOne(PARTITIONS, partitions);
    Require.that(speed >= 0 && speed < Double.POSITIVE_INFINITY, SPEED, speed, "at least 0");
    Require.durationWithin(NETWORK_DELAY, networkDelay, Duration.ZERO);
    int idle = mischief.idlePartition();
    Require.that(
        idle < partitions, IDLE_PARTITION, idle, "less than %s".formatted(PARTITIONS.key()));
    Require.that(
        idle < 0 || partitions > 1,
        IDLE_PARTITION,
        idle,
        "-1 where %s is 1".formatted(PARTITIONS.key()));
  }

  /**
   * Reads and checks the settings.
   *
   * @param clock says what "now" is where {@code simulate.start} is unset
   * @throws IllegalArgumentException for a bad setting; the message names its key
   */
  public static TrafficModel from(ReadableConfig config, Clock clock) {
    return new TrafficModel(
        config.get(SEED),
        config.get(RATE),
        config.get(USERS),
        config.get(ITEMS),
        config.getOptional(START).map(TrafficModel::instant).orElseGet(clock::instant),
        config.get(COUNT),
        config.getOptional(DURATION),
        config.get(PARTITIONS),
        config.get(SPEED),
        config.get(NETWORK_DELAY),
        Mischief.from(config));
  }

  /** The start in epoch milliseconds of true time. */
  public long startMs() {
    return start.toEpochMilli();
  }

  /** The millisecond that a moment of true time, given in milliseconds since the start, is in. */
  long epochMs(double sinceStartMs) {
    return startMs() + (long) Math.floor(sinceStartMs);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s must be an ISO-8601 instant such as 2026-01-01T10:00:00Z, but is '%s'"
              .formatted(START.key(), text),
          e);
    }
  }
}
