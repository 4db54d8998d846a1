package io.tidemark.local.profile;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How wrong the clocks of devices are, told from when they say that they sent a record and when the
 * collector received it, and what it would change to put event times right by that.
 *
 * <p>A device's skew is what {@code watermark.clock-skew-correction} takes it for: the least of its
 * last eight differences received - sent. Above so many devices a sample of them, chosen by hash;
 * everything here is of the events of these devices.
 */
final class DeviceClocks {

  private static final int MOST = 1 << 13;
  private static final int TRIPS = 8;
  private static final long LEAST_MS =
      WatermarkParameters.SKEW_LEAST.option().defaultValue().toMillis();
  private static final long MOST_MS =
      WatermarkParameters.SKEW_MOST.option().defaultValue().toMillis();

  private final int most;
  private final long windowMs;
  private final Map<Long, Device> devices = new HashMap<>();
  private final long[] newestAsSaid;
  private final long[] newestPutRight;
  private final LengthHistogram asSaid = new LengthHistogram();
  private final LengthHistogram putRight = new LengthHistogram();
  private long inOtherWindows;
  private long sampleMask;

  DeviceClocks(int partitions, long windowMs) {
    this(partitions, windowMs, MOST);
  }

  /**
   * @param most how many devices it remembers
   */
  DeviceClocks(int partitions, long windowMs, int most) {
    this.windowMs = windowMs;
    this.most = most;
    newestAsSaid = new long[partitions];
    newestPutRight = new long[partitions];
    Arrays.fill(newestAsSaid, Event.NO_TIME);
    Arrays.fill(newestPutRight, Event.NO_TIME);
  }

  /** Takes an event, if it tells all that is needed. */
  void add(int partition, Event event) {
    if (event.user() == null
        || event.sentTime() == Event.NO_TIME
        || event.receivedTime() == Event.NO_TIME) {
      return;
    }
    long id = Hash.of(event.user());
    if ((id & sampleMask) != 0) {
      return;
    }
    Device device = devices.get(id);
    if (device == null) {
      device = new Device();
      devices.put(id, device);
      while (devices.size() > most) {
        sampleMask = 2 * sampleMask + 1;
        devices.keySet().removeIf(other -> (other & sampleMask) != 0);
      }
    }
    long skewMs = device.addTrip(event.receivedTime() - event.sentTime());
    long correctedMs = event.time() + correction(skewMs);
    asSaid.add(outOfOrderness(newestAsSaid, partition, event.time()));
    putRight.add(outOfOrderness(newestPutRight, partition, correctedMs));
    if (Math.floorDiv(event.time(), windowMs) != Math.floorDiv(correctedMs, windowMs)) {
      inOtherWindows++;
    }
  }

  private static long correction(long skewMs) {
    long size = Math.abs(skewMs);
    return size > LEAST_MS && size <= MOST_MS ? skewMs : 0;
  }

  private static long outOfOrderness(long[] newest, int partition, long timeMs) {
    if (timeMs >= newest[partition]) {
      newest[partition] = timeMs;
      return 0;
    }
    return newest[partition] - timeMs;
  }

  /** What was found, or null if no event tells when it was sent, received, and by whom. */
  Profile.Devices result() {
    if (devices.isEmpty()) {
      return null;
    }
    long[] skews = devices.values().stream().mapToLong(Device::skewMs).sorted().toArray();
    return new Profile.Devices(
        skews, sampleMask + 1, asSaid, putRight, (double) inOtherWindows / asSaid.count());
  }

  /** A device's last trips. */
  private static final class Device {

    private final long[] trips = new long[TRIPS];
    private int next;
    private long skewMs = Long.MAX_VALUE;

    Device() {
      Arrays.fill(trips, Long.MAX_VALUE);
    }

    /** Its skew, with this trip. */
    long addTrip(long tripMs) {
      long forgotten = trips[next];
      trips[next] = tripMs;
      next = (next + 1) % TRIPS;
      skewMs =
          forgotten == skewMs && tripMs > forgotten
              ? Arrays.stream(trips).min().orElseThrow()
              : Math.min(skewMs, tripMs);
      return skewMs;
    }

    long skewMs() {
      return skewMs;
    }
  }
}
