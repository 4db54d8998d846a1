package io.tidemark.bench;

import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Workloads that are varied in one respect, to see what it costs. */
enum WorkloadSet {
  S(
      "cost per event as keys become more, and as windows overlap more",
      "W2:window.size=1h:keys=1000",
      "W2:window.size=1h:keys=10000",
      "W2:window.size=1h:keys=100000",
      "W2:window.size=1h:keys=1000000",
      "W2:window.size=1h:keys=10000000",
      "W3:keys=100:window.slide=1s:window.size=1s",
      "W3:keys=100:window.slide=1s:window.size=10s",
      "W3:keys=100:window.slide=1s:window.size=100s",
      "W3:keys=100:window.slide=1s:window.size=1000s"),
  L(
      "latency at fixed rates",
      "W1:rate=100000",
      "W1:rate=200000",
      "W2:rate=200000",
      "W2:rate=200000:flink.pipeline.auto-watermark-interval=50ms",
      "W2:rate=200000:flink.pipeline.auto-watermark-interval=10ms",
      "W3:rate=200000",
      "W3:rate=200000:flink.pipeline.auto-watermark-interval=10ms"),
  T(
      "throughput against latency, by how long records wait for others",
      Stream.concat(
          settings("W2", 200_000, "latency.buffer-timeout", "0ms", "10ms", "100ms"),
          Stream.concat(
              settings("WK", 50_000, "kafka.producer.linger", "0ms", "5ms", "50ms"),
              Stream.concat(
                  settings("WK", 50_000, "kafka.producer.batch-size", "16384", "262144"),
                  settings("WK", 50_000, "kafka.producer.compression", "none", "zstd")))));

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // Neither the list nor what is in it ever changes.
  private final List<Workload> workloads;

  WorkloadSet(String title, String... workloads) {
    this(title, Arrays.stream(workloads));
  }

  WorkloadSet(String title, Stream<String> workloads) {
    this.title = title;
    this.workloads = workloads.map(Workload::parse).toList();
  }

  /** Each setting as fast as it goes, and at a rate. */
  private static Stream<String> settings(
      String workload, int rate, String parameter, String... values) {
    return Arrays.stream(values)
        .map(value -> ":" + parameter + "=" + value)
        .flatMap(setting -> Stream.of(workload + setting, workload + ":rate=" + rate + setting));
  }

  /** What it shows, in a few words. */
  String title() {
    return title;
  }

  List<Workload> workloads() {
    return workloads;
  }

  /** The workloads as they are. */
  static List<Workload> plain() {
    return Arrays.stream(NamedWorkload.values()).map(Workload::of).toList();
  }

  /** A set's workloads, or one workload, by what a user typed. */
  static List<Workload> named(String name) {
    return Arrays.stream(values())
        .filter(set -> set.name().equals(name.toUpperCase(Locale.ROOT)))
        .findAny()
        .map(WorkloadSet::workloads)
        .orElseGet(() -> List.of(Workload.parse(name)));
  }
}
