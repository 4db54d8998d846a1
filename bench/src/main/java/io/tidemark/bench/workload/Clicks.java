package io.tidemark.bench.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * The clicks, one after another: the same ones for every engine, made from their index by a hash
 * (SplitMix64, Steele et al. 2014), in a few nanoseconds and without a word of state. What is not
 * asked for is not made.
 *
 * <p>Event time advances by a millisecond every eight clicks. A click is less than {@link
 * #DISORDER} behind, one in a hundred a day and more. So a watermark that is {@link #DISORDER}
 * behind the newest click tells the late ones from the others without fail, whenever an engine
 * makes it: results do not depend on the order in which threads run. For that the first clicks,
 * from which a watermark has to come, are none of the late ones.
 */
public final class Clicks {

  /** By how much a click that is not late can be behind the newest one before it. */
  public static final Duration DISORDER = Duration.ofSeconds(5);

  /** What a click is called that is one. */
  public static final String CLICK = "click";

  /** Windows of any size here are aligned to it. */
  private static final long BEGIN_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private static final int LOG2_CLICKS_PER_MS = 3;
  private static final long LATE_BY_MS = Duration.ofDays(1).toMillis();
  private static final int USERS = 1 << 12;
  private static final String[] TYPES = {
    CLICK, CLICK, CLICK, CLICK, CLICK, CLICK, "view", "purchase"
  };
  private static final String[] USER_NAMES = names("u", USERS);

  private final Keys keys;
  private final long lateFrom;
  private final int disorderMs;
  private final long until;
  private final int step;

  private long index;
  private long bits;

  private Clicks(Traffic traffic, long from, int step) {
    this.keys = traffic.keys();
    this.lateFrom = traffic.isInOrder() ? Long.MAX_VALUE : traffic.lateFrom();
    this.disorderMs = traffic.isInOrder() ? 0 : (int) DISORDER.toMillis();
    this.index = from - step;
    this.until = traffic.clicks();
    this.step = step;
  }

  /** Names of keys by rank, and how ranks are drawn; shared by all threads. */
  public static final class Keys {

    private final Zipf zipf;
    private final String[] names;

    private Keys(Zipf zipf, String[] names) {
      this.zipf = zipf;
      this.names = names;
    }

    /** The keys of a workload. */
    public static Keys of(Workload workload) {
      return workload.keys() == NamedWorkload.UNIQUE
          ? new Keys(null, null)
          : new Keys(new Zipf(workload.keys()), names("i", workload.keys()));
    }
  }

  /**
   * A share of a run's clicks: every {@code parts}-th.
   *
   * @param traffic all of the run's clicks
   * @param part which share, from 0
   * @param parts into how many shares they are parted
   */
  public static Clicks share(Traffic traffic, int part, int parts) {
    return new Clicks(traffic, part, parts);
  }

  /**
   * All of a run's clicks from one on.
   *
   * @param traffic all of the run's clicks
   * @param first the number of the first
   */
  public static Clicks from(Traffic traffic, long first) {
    return new Clicks(traffic, first, 1);
  }

  private static String[] names(String prefix, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = prefix + i;
    }
    return names;
  }

  /** Goes to the next click, if there is one. */
  public boolean advance() {
    index += step;
    bits = mixed(index * 0x9E3779B97F4A7C15L);
    return index < until;
  }

  private static long mixed(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** The number of the first click that is as new as this event time, in epoch milliseconds. */
  public static long firstAt(long time) {
    return (time - BEGIN_MS) << LOG2_CLICKS_PER_MS;
  }

  /** The number among all of the click that comes next, if there is one. */
  public long nextIndex() {
    return index + step;
  }

  /** The click's number among all. */
  public long index() {
    return index;
  }

  /** Tells keys apart, with few numbers for many keys: for who shares work by key. */
  public int keyBits() {
    return keys.zipf == null ? (int) (bits & 0x7fff_ffff) : keys.zipf.rank(bits);
  }

  public String item() {
    return keys.zipf == null ? Long.toString(bits & 0x7fff_ffff) : keys.names[keys.zipf.rank(bits)];
  }

  /** Event time, epoch milliseconds. */
  public long time() {
    long inOrder = BEGIN_MS + (index >>> LOG2_CLICKS_PER_MS);
    if (isLate()) {
      return inOrder - LATE_BY_MS - (bits >>> 44);
    }
    return inOrder - (((bits >>> 20 & 0xffff) * disorderMs) >>> 16);
  }

  /** Whether it is one of those that come too late for any window. */
  public boolean isLate() {
    return index >= lateFrom && (bits >>> 36 & 0x3ff) < 10;
  }

  public String type() {
    return TYPES[(int) (bits >>> 46) & (TYPES.length - 1)];
  }

  public String user() {
    return USER_NAMES[(int) (bits >>> 49) & (USERS - 1)];
  }

  public double value() {
    return (bits >>> 54) / 8.0;
  }
}
