package io.tidemark.bench.workload;

import java.time.Duration;

/** The workloads that have a name. */
public enum NamedWorkload {
  /** Decode JSON, keep what is a click. */
  W1("decode JSON, filter", Kind.STATELESS, 10_000, null, null),
  W2("tumbling 1 min", Kind.ALIGNED, 10_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
  W3("sliding 10 min / 5 s", Kind.ALIGNED, 1_000, Duration.ofMinutes(10), Duration.ofSeconds(5)),
  W4("sessions, gap 30 s", Kind.SESSIONS, 100_000, Duration.ofSeconds(30), null),
  /** Hardly any key comes twice: what is done per key is of no use. */
  D(
      "tumbling 1 min, keys unique",
      Kind.ALIGNED,
      NamedWorkload.UNIQUE,
      Duration.ofMinutes(1),
      Duration.ofMinutes(1)),
  /** What W1 keeps, written to Kafka. */
  WK("decode JSON, filter, write to Kafka", Kind.STATELESS, 10_000, null, null),
  K1(W1),
  K2(W2),
  K3(W3),
  K4(W4),
  KD(D);

  /** Instead of a number of keys: nearly every click has its own. */
  public static final int UNIQUE = Integer.MAX_VALUE;

  /** The shape of the windows. */
  public enum Kind {
    STATELESS,
    ALIGNED,
    SESSIONS
  }

  private final String title;
  private final Kind kind;
  private final int keys;
  private final Duration size;
  private final Duration slide;
  private final boolean fromKafka;

  NamedWorkload(String title, Kind kind, int keys, Duration size, Duration slide) {
    this.title = title;
    this.kind = kind;
    this.keys = keys;
    this.size = size;
    this.slide = slide;
    this.fromKafka = false;
  }

  /** The same with clicks that are JSON records in Kafka. */
  NamedWorkload(NamedWorkload inMemory) {
    this.title = "Kafka, " + inMemory.title;
    this.kind = inMemory.kind;
    this.keys = inMemory.keys;
    this.size = inMemory.size;
    this.slide = inMemory.slide;
    this.fromKafka = true;
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  /** Whether the clicks are read from Kafka; if not, they are made where they are read. */
  boolean isFromKafka() {
    return fromKafka;
  }

  /** Whether results are written to Kafka; if not, they are tallied where they come out. */
  boolean isToKafka() {
    return this == WK;
  }

  int keys() {
    return keys;
  }

  Duration size() {
    return size;
  }

  Duration slide() {
    return slide;
  }

  boolean isTumbling() {
    return kind == Kind.ALIGNED && slide.equals(size);
  }
}
