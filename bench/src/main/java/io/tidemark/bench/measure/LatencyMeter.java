package io.tidemark.bench.measure;

import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures how long after it could have come each result comes: without windows from the moment at
 * which its click was due; with windows from that at which the click was due that is so new that a
 * watermark behind it completes the window. A source that is behind its rate does not stop the
 * clock, so no wait is left out.
 */
final class LatencyMeter implements ResultListener {

  private static final int DIGITS = 3;
  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Histogram nanos = new ConcurrentHistogram(DIGITS);
  private final Race race;
  private final Traffic traffic;
  private final long behindMs;

  LatencyMeter(Race race) {
    this.race = race;
    this.traffic = race.traffic();
    boolean windows = traffic.workload().kind() != NamedWorkload.Kind.STATELESS;
    this.behindMs = windows ? Clicks.DISORDER.toMillis() : 0;
  }

  /** What completes only since clicks end was not awaited by anybody. */
  @Override
  public void result(String key, long end) {
    long click = Clicks.firstAt(end + behindMs);
    if (click >= traffic.measuredFrom() && click < traffic.clicks()) {
      nanos.recordValue(Math.max(0, System.nanoTime() - race.dueNanos(click)));
    }
  }

  Latency latency() {
    return new Latency(
        nanos.getTotalCount(), msAt(50), msAt(99), msAt(99.9), nanos.getMaxValue() / NANOS_PER_MS);
  }

  private double msAt(double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MS;
  }
}
