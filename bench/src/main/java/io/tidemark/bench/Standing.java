package io.tidemark.bench;

import io.tidemark.bench.measure.Latency;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How an engine did in a workload.
 *
 * @param runs all measured runs
 */
record Standing(EngineName engine, List<Measurement> runs) {

  double eventsPerSecond() {
    return median(Measurement::eventsPerSecond);
  }

  double eventsPerCpuSecond() {
    return median(Measurement::eventsPerCpuSecond);
  }

  double allocatedBytesPerEvent() {
    return median(Measurement::allocatedBytesPerEvent);
  }

  double events() {
    return median(Measurement::events);
  }

  double seconds() {
    return median(Measurement::seconds);
  }

  /** Of a savepoint, by key; 0 if that was not measured. */
  double stateBytesPerKey() {
    return runs.stream().mapToDouble(Measurement::stateBytesPerKey).max().orElse(0);
  }

  /** Whether it was measured how long results took. */
  boolean hasLatency() {
    return runs.stream().allMatch(run -> run.latency() != null);
  }

  /** The median of the runs in each respect. */
  Latency latency() {
    return new Latency(
        (long) median(run -> run.latency().results()),
        median(run -> run.latency().p50Ms()),
        median(run -> run.latency().p99Ms()),
        median(run -> run.latency().p999Ms()),
        median(run -> run.latency().maxMs()));
  }

  /** How many processors it kept busy. */
  double processors() {
    return median(run -> run.cpuSeconds() / run.seconds());
  }

  /** How many checkpoints each run had at least. */
  long checkpoints() {
    return runs.stream().mapToLong(Measurement::checkpoints).min().orElse(0);
  }

  /** By how much the fastest and the slowest run differ, as a share of the median. */
  double spread() {
    double[] sorted = sorted(Measurement::eventsPerSecond);
    return (sorted[sorted.length - 1] - sorted[0]) / eventsPerSecond();
  }

  private double median(ToDoubleFunction<Measurement> of) {
    double[] sorted = sorted(of);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double[] sorted(ToDoubleFunction<Measurement> of) {
    return runs.stream().mapToDouble(of).sorted().toArray();
  }
}
