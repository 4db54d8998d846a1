package io.tidemark.functions.aggregate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What many values were like: the median, or what 95 % of them were below. In bounded memory, each
 * answer within {@link #RELATIVE_ERROR} of a value that was really added, the right one.
 *
 * <p>DDSketch (Masson, Rim, Lee: "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with
 * Relative-Error Guarantees", 2019): values are counted in bins whose bounds grow by a constant
 * factor. Counts just add up, so the answer is the same in whatever order values come or parts are
 * merged; sketches that keep a random sample, such as KLL, do not have that. Bins are kept only
 * where values are. As values have bounds ({@link #LEAST}, {@link #MOST}), so has the number of
 * bins, and none ever has to give its values to another one: 5,527 at worst, some hundred for what
 * is measured of people.
 *
 * <p>Logarithms are those of {@link StrictMath}, so that two machines put a value into one bin.
 */
@TypeInfo(QuantilesTypeInfoFactory.class)
public final class Quantiles {

  /** How far an answer is from the value that it stands for, as a share of that. */
  public static final double RELATIVE_ERROR = 0.005;

  /** Less than this counts as zero. */
  public static final double LEAST = 1e-6;

  /** More than this counts as this. */
  public static final double MOST = 1e18;

  /** From a bin's bound to the next one's. */
  private static final double GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);

  private static final double LOG_GROWTH = StrictMath.log(GROWTH);

  private long zeros;

  /** The bins that have values, in order, and how many each one has. */
  private int[] bins;

  private long[] counts;
  private int size;

  /** No value yet. */
  public Quantiles() {
    this(0, new int[4], new long[4], 0);
  }

  private Quantiles(long zeros, int[] bins, long[] counts, int size) {
    this.zeros = zeros;
    this.bins = bins;
    this.counts = counts;
    this.size = size;
  }

  Quantiles copy() {
    return new Quantiles(zeros, bins.clone(), counts.clone(), size);
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is negative or no number
   */
  public void add(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("not zero or more: " + value);
    }
    if (value < LEAST) {
      zeros++;
    } else {
      add((int) Math.ceil(StrictMath.log(Math.min(value, MOST)) / LOG_GROWTH), 1);
    }
  }

  /** Adds all values that were added to another one; that one stays as it is. */
  public void addAll(Quantiles other) {
    zeros += other.zeros;
    for (int i = 0; i < other.size; i++) {
      add(other.bins[i], other.counts[i]);
    }
  }

  private void add(int bin, long count) {
    int found = Arrays.binarySearch(bins, 0, size, bin);
    if (found < 0) {
      found = -found - 1;
      makeRoom(found);
      bins[found] = bin;
      counts[found] = 0;
    }
    counts[found] += count;
  }

  private void makeRoom(int at) {
    if (size == bins.length) {
      bins = Arrays.copyOf(bins, size + size / 2);
      counts = Arrays.copyOf(counts, bins.length);
    }
    System.arraycopy(bins, at, bins, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    size++;
  }

  /** How many values were added. */
  public long count() {
    long count = zeros;
    for (int i = 0; i < size; i++) {
      count += counts[i];
    }
    return count;
  }

  /**
   * The least value that so many percent of all values are at most, as SQL's {@code
   * PERCENTILE_DISC} has it, within {@link #RELATIVE_ERROR}.
   *
   * @param percent from 0 to 100; 50 is the median, the lower one of two
   * @return {@link Double#NaN} if no value was added
   */
  public double percentile(int percent) {
    long count = count();
    if (count == 0) {
      return Double.NaN;
    }
    // In whole numbers: 0.95 is none that a double has. For more than 2^63 / 100 values it is off.
    long rank = Math.max(1, (count * percent + 99) / 100);
    long upTo = zeros;
    int next = 0;
    while (upTo < rank) {
      upTo += counts[next++];
    }
    return next == 0 ? 0 : middleOf(bins[next - 1]);
  }

  /** The value that is as far from one bound of a bin as from the other, relative to them. */
  private static double middleOf(int bin) {
    return 2 / (1 + GROWTH) * StrictMath.exp(bin * LOG_GROWTH);
  }

  /** The zeros, the number of bins, then each bin's distance from the one before and its count. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 + 3 * size);
    write(zeros, bytes);
    write(size, bytes);
    int before = 0;
    for (int i = 0; i < size; i++) {
      int distance = bins[i] - before;
      // Only the first one can be below zero.
      write(i == 0 ? (distance << 1) ^ (distance >> 31) : distance, bytes);
      write(counts[i], bytes);
      before = bins[i];
    }
    return bytes.toByteArray();
  }

  static Quantiles ofBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long zeros = read(buffer);
    int size = (int) read(buffer);
    int[] bins = new int[Math.max(size, 4)];
    long[] counts = new long[bins.length];
    int before = 0;
    for (int i = 0; i < size; i++) {
      int distance = (int) read(buffer);
      bins[i] = before + (i == 0 ? (distance >>> 1) ^ -(distance & 1) : distance);
      counts[i] = read(buffer);
      before = bins[i];
    }
    return new Quantiles(zeros, bins, counts, size);
  }

  /** Seven bits a byte, the low ones first; the eighth says whether more follow. */
  private static void write(long number, ByteArrayOutputStream bytes) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      bytes.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }

  private static long read(ByteBuffer bytes) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes.get();
      number |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }
}
