package io.tidemark.bench.measure;

/**
 * What came out of an engine, in three numbers that do not depend on the order of results. One
 * tally serves one thread.
 */
public final class Tally {

  private final ResultListener listener;

  private long results;
  private long clicks;
  private long hash;

  /** A tally that nobody listens to. */
  public Tally() {
    this(null);
  }

  /**
   * A tally.
   *
   * @param listener is told of what is added; null if nobody is to be
   */
  Tally(ResultListener listener) {
    this.listener = listener;
  }

  /**
   * Adds a final result.
   *
   * @param start the window's first millisecond
   * @param end the first millisecond after the window
   * @param count the clicks of this key in it
   */
  public void add(String key, long start, long end, long count) {
    results++;
    clicks += count;
    hash += hash(key, start, end, count);
    if (listener != null) {
      listener.result(key, end);
    }
  }

  /** Takes back what {@link #add} added, since there is a newer result for the window. */
  public void takeBack(String key, long start, long end, long count) {
    results--;
    clicks -= count;
    hash -= hash(key, start, end, count);
  }

  private static long hash(String key, long start, long end, long count) {
    long z = key.hashCode() * 0x9E3779B97F4A7C15L;
    z = (z ^ start) * 0xBF58476D1CE4E5B9L;
    z = ((z ^ (z >>> 29)) + end) * 0x94D049BB133111EBL;
    z = ((z ^ (z >>> 32)) + count) * 0xD6E8FEB86659FD93L;
    return z ^ (z >>> 32);
  }

  public Totals totals() {
    return new Totals(results, clicks, hash);
  }

  /**
   * A tally's numbers.
   *
   * @param results how many windows had a result, or records passed
   * @param clicks the sum of their counts
   * @param hash the sum of a hash of key, window and count
   */
  public record Totals(long results, long clicks, long hash) {

    public static final Totals NONE = new Totals(0, 0, 0);

    /** Both together. */
    public Totals plus(Totals other) {
      return new Totals(results + other.results, clicks + other.clicks, hash + other.hash);
    }
  }
}
