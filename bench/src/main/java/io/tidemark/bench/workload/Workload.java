package io.tidemark.bench.workload;

import java.time.Duration;

/** What an engine is to do with the clicks. */
public enum Workload {
  /** Decode JSON, keep what is a click. */
  W1("decode JSON, filter", Kind.STATELESS, 10_000, null, null),
  W2("tumbling 1 min", Kind.ALIGNED, 10_000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
  W3("sliding 10 min / 5 s", Kind.ALIGNED, 1_000, Duration.ofMinutes(10), Duration.ofSeconds(5)),
  W4("sessions, gap 30 s", Kind.SESSIONS, 100_000, Duration.ofSeconds(30), null),
  /** Hardly any key comes twice: what is done per key is of no use. */
  D(
      "tumbling 1 min, keys unique",
      Kind.ALIGNED,
      Workload.UNIQUE,
      Duration.ofMinutes(1),
      Duration.ofMinutes(1)),
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

  Workload(String title, Kind kind, int keys, Duration size, Duration slide) {
    this.title = title;
    this.kind = kind;
    this.keys = keys;
    this.size = size;
    this.slide = slide;
    this.fromKafka = false;
  }

  /** The same with clicks that are JSON records in Kafka. */
  Workload(Workload inMemory) {
    this.title = "Kafka, " + inMemory.title;
    this.kind = inMemory.kind;
    this.keys = inMemory.keys;
    this.size = inMemory.size;
    this.slide = inMemory.slide;
    this.fromKafka = true;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the clicks are read from Kafka; if not, they are made where they are read. */
  public boolean isFromKafka() {
    return fromKafka;
  }

  /** How many different keys there are, or {@link #UNIQUE}. */
  public int keys() {
    return keys;
  }

  /** The windows' size; of sessions the gap; null if there are no windows. */
  public Duration size() {
    return size;
  }

  /** From one window to the next; null unless windows are aligned. */
  public Duration slide() {
    return slide;
  }

  /**
   * Fewer clicks say more about how a run ends than about how it goes: at the end all sliding
   * windows fire that the last clicks are in.
   */
  public long leastClicks() {
    return isSliding() ? 5_000_000 : 100_000;
  }

  /** More clicks are not for one run; those in Kafka take disk, about 3 GB. */
  public long mostClicks() {
    return fromKafka ? 40_000_000 : 600_000_000;
  }

  public boolean isSliding() {
    return kind == Kind.ALIGNED && !slide.equals(size);
  }
}
