package io.tidemark.watermarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the clocks of devices are off, from what each device says it sent when and a collector
 * received when. A device's clock is behind by the difference, less the time on the way; of a
 * device's last eight differences the least has spent the least time on the way, and counts (as in
 * the clock filter of NTP: Mills, RFC 5905, section 10).
 *
 * <p>Two limits keep a doubtful difference from doing harm: one too small to tell from time spent
 * on the way corrects nothing, and one too large to be believed does not count as one of the eight:
 * the event that brought it is corrected by what the others say.
 *
 * <p>Devices are remembered up to a number; the one not heard of for longest is forgotten. What is
 * known of them is no part of a checkpoint: it is learnt anew from a device's next event. Not
 * thread-safe.
 */
public final class ClockSkew {

  private static final int SAMPLES = 8;

  /** About ten megabytes of them. */
  private static final int DEVICES = 50_000;

  private static final float LOAD_FACTOR = 0.75f;

  private final long leastMs;
  private final long mostMs;
  private final Map<String, Samples> devices =
      new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Samples> eldest) {
          return size() > DEVICES;
        }
      };

  /**
   * Corrects by what is between two limits, either way.
   *
   * @param least a clock that is off by no more counts as right; above the usual time on the way
   * @param most a difference beyond it is not believed
   * @throws IllegalArgumentException if the first is negative or above the second
   */
  public ClockSkew(Duration least, Duration most) {
    if (least.isNegative() || least.compareTo(most) > 0) {
      throw new IllegalArgumentException("no skew is between " + least + " and " + most);
    }
    this.leastMs = Saturating.millis(least);
    this.mostMs = Saturating.millis(most);
  }

  /**
   * An event's time by the collector's clock.
   *
   * @param device which device sent it; null: a device never heard of
   * @param eventTimeMs when it happened by the device's clock, epoch milliseconds
   * @param sentMs when it was sent by the device's clock
   * @param receivedMs when it was received by the collector's clock
   */
  public long corrected(String device, long eventTimeMs, long sentMs, long receivedMs) {
    long skewMs = skewMs(device, Saturating.minus(receivedMs, sentMs));
    return Math.abs(skewMs) > leastMs ? Saturating.plus(eventTimeMs, skewMs) : eventTimeMs;
  }

  private long skewMs(String device, long differenceMs) {
    boolean believed = differenceMs >= -mostMs && differenceMs <= mostMs;
    if (device == null) {
      return believed ? differenceMs : 0;
    }
    if (!believed) {
      // It tells nothing of the clock, so what is known of the clock stands.
      Samples samples = devices.get(device);
      return samples == null ? 0 : samples.least();
    }
    Samples samples = devices.computeIfAbsent(device, name -> new Samples());
    samples.add(differenceMs);
    return samples.least();
  }

  /** The last differences of one device. */
  private static final class Samples {

    private final long[] differences = new long[SAMPLES];
    private int next;

    Samples() {
      Arrays.fill(differences, Long.MAX_VALUE);
    }

    void add(long difference) {
      differences[next] = difference;
      next = (next + 1) % SAMPLES;
    }

    long least() {
      return Arrays.stream(differences).min().orElseThrow();
    }
  }
}
