package io.tidemark.bench;

import io.tidemark.bench.measure.Latency;
import io.tidemark.bench.measure.Race;

/**
 * One run of one engine, measured.
 *
 * @param events how many clicks it was given
 * @param seconds wall-clock time
 * @param cpuSeconds CPU time of the whole process
 * @param allocatedBytes what was allocated on the heap
 * @param results how many final results came out
 * @param clicks the sum of their counts
 * @param hash the sum of their hashes
 * @param checkpoints how many checkpoints, or snapshots, were completed meanwhile
 * @param latency how long results took; null unless events came at a rate
 * @param stateBytesPerKey how large a savepoint is, by key; 0 if that was not measured
 */
record Measurement(
    long events,
    double seconds,
    double cpuSeconds,
    long allocatedBytes,
    long results,
    long clicks,
    long hash,
    long checkpoints,
    Latency latency,
    double stateBytesPerKey) {

  private static final double NANOS = 1e9;

  static Measurement of(long events, Race.Outcome outcome) {
    return new Measurement(
        events,
        outcome.cost().nanos() / NANOS,
        outcome.cost().cpuNanos() / NANOS,
        outcome.cost().allocatedBytes(),
        outcome.totals().results(),
        outcome.totals().clicks(),
        outcome.totals().hash(),
        outcome.checkpoints(),
        outcome.latency(),
        0);
  }

  Measurement withStateBytesPerKey(double bytes) {
    return new Measurement(
        events,
        seconds,
        cpuSeconds,
        allocatedBytes,
        results,
        clicks,
        hash,
        checkpoints,
        latency,
        bytes);
  }

  double eventsPerSecond() {
    return events / seconds;
  }

  double eventsPerCpuSecond() {
    return events / cpuSeconds;
  }

  double allocatedBytesPerEvent() {
    return (double) allocatedBytes / events;
  }

  /** Whether the same came out. */
  boolean agreesWith(Measurement other) {
    return events == other.events
        && results == other.results
        && clicks == other.clicks
        && hash == other.hash;
  }
}
