package io.tidemark.jobs.kit.params;

import io.tidemark.jobs.kit.secret.References;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How to reach Kafka, what to read there and how to write. */
public final class KafkaParameters {

  /** Where to begin in a partition. */
  public enum Start {
    EARLIEST,
    LATEST,
    COMMITTED
  }

  /** Where to end in a partition. */
  public enum Stop {
    NEVER,
    LATEST
  }

  /** What a failure may do to the output. */
  public enum Delivery {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  /** What a topic of results has of a window whose panes replace each other. */
  public enum Changelog {
    /** Its latest row, and a tombstone if another window has absorbed it. */
    UPSERT,
    /** Every row with what it does. */
    FULL
  }

  /** How batches are made smaller on their way to Kafka. */
  public enum Compression {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD
  }

  /** Whatever is under it goes to Kafka's consumer, producer and admin clients alike. */
  public static final String PROPERTIES_PREFIX = "kafka.properties.";

  public static final Parameter<String> BOOTSTRAP_SERVERS =
      Parameter.text("kafka.bootstrap.servers", "localhost:9092", "Where Kafka is: host:port,…");
  public static final Parameter<List<String>> EVENTS =
      Parameter.list("kafka.topic.events", List.of("events.v1"), "The topics to read");
  public static final Parameter<String> PATTERN =
      Parameter.text(
          "kafka.topic.pattern", null, "Read all topics that match this regular expression");
  public static final Parameter<String> GROUP_ID =
      Parameter.text(
          "kafka.group.id",
          null,
          "The consumer group that offsets are committed for; else the job");
  public static final Parameter<Start> START =
      Parameter.oneOf(
          Start.class, "kafka.start", Start.EARLIEST, "Where a first start begins to read");
  public static final Parameter<Stop> STOP =
      Parameter.oneOf(
          Stop.class,
          "kafka.stop",
          Stop.NEVER,
          "latest: end at the offsets that are the latest at the start");
  public static final Parameter<Duration> DISCOVERY =
      Parameter.duration(
          "kafka.discovery-interval",
          Duration.ofSeconds(30),
          "How often to look for new partitions and topics");
  public static final Parameter<String> RESULTS = output("results", "results");
  public static final Parameter<String> LATE = output("late", "late records");
  public static final Parameter<String> DEAD_LETTERS = output("dead-letters", "dead letters");
  public static final Parameter<String> LEDGER = output("ledger", "ledger's rows");
  public static final Parameter<String> TRACE = output("trace", "the trace");
  public static final Parameter<Changelog> CHANGELOG =
      Parameter.oneOf(
          Changelog.class,
          "kafka.changelog",
          Changelog.UPSERT,
          "What the topic for results has of windows: upsert: the latest row of each, with"
              + " tombstones for absorbed sessions; full: every row with its op");
  public static final Parameter<Delivery> DELIVERY =
      Parameter.oneOf(
          Delivery.class,
          "kafka.delivery-guarantee",
          Delivery.AT_LEAST_ONCE,
          "What a failure may do to the output; exactly-once writes in transactions");
  public static final Parameter<String> TRANSACTIONAL_ID_PREFIX =
      Parameter.text(
          "kafka.transactional-id-prefix", null, "Unique to this run of the job; else the job");
  public static final Parameter<Duration> TRANSACTION_TIMEOUT =
      Parameter.duration(
          "kafka.transaction-timeout",
          Duration.ofMinutes(10),
          "How long a transaction may stay open; the broker's maximum is 15min by default");
  public static final Parameter<Duration> RESTART_TIME =
      Parameter.duration(
          "kafka.restart-time",
          Duration.ofMinutes(5),
          "exactly-once: how long the job may be down; transactions must stay open for that and a"
              + " checkpoint interval");
  public static final Parameter<Duration> LINGER =
      Parameter.duration(
          "kafka.producer.linger",
          Duration.ofMillis(5),
          "How long a record may wait for others to be sent with");
  public static final Parameter<Compression> COMPRESSION =
      Parameter.oneOf(
          Compression.class,
          "kafka.producer.compression",
          Compression.LZ4,
          "How batches are compressed on their way to Kafka");
  public static final Parameter<Integer> BATCH_SIZE =
      Parameter.integer("kafka.producer.batch-size", 65_536, "Bytes sent together, at most");

  public static final List<Parameter<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          EVENTS,
          PATTERN,
          GROUP_ID,
          START,
          STOP,
          DISCOVERY,
          RESULTS,
          LATE,
          DEAD_LETTERS,
          LEDGER,
          TRACE,
          CHANGELOG,
          DELIVERY,
          TRANSACTIONAL_ID_PREFIX,
          TRANSACTION_TIMEOUT,
          RESTART_TIME,
          LINGER,
          COMPRESSION,
          BATCH_SIZE);

  private KafkaParameters() {}

  /**
   * What is handed on to Kafka's clients. Secrets are still references in it; the clients look them
   * up when they open, where the job runs.
   */
  public static Map<String, String> clientProperties(Parameters parameters) {
    return References.resolvable(parameters.under(PROPERTIES_PREFIX));
  }

  private static Parameter<String> output(String name, String what) {
    return Parameter.text(
        "kafka.topic." + name, null, "The topic for " + what + "; else JOB." + name + ".v1");
  }
}
