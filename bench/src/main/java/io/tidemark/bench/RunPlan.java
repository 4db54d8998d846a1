package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;

/**
 * What one run of one engine is to do.
 *
 * @param events how many events to measure with; 0 for as many as take {@code seconds}
 * @param seconds for about how long to measure
 * @param warmUpSeconds for about how long to warm up
 * @param showsState whether the engine is to tell how large its state is, if it can
 * @param kafka the broker's address; empty if no events come from Kafka
 */
record RunPlan(
    EngineName engine,
    Workload workload,
    int parallelism,
    long events,
    double seconds,
    double warmUpSeconds,
    boolean showsState,
    String kafka) {

  /** For a command line. */
  String print() {
    return String.join(
        ",",
        engine.name(),
        workload.toString(),
        Integer.toString(parallelism),
        Long.toString(events),
        Double.toString(seconds),
        Double.toString(warmUpSeconds),
        Boolean.toString(showsState),
        kafka);
  }

  /** What was printed. */
  static RunPlan parse(String printed) {
    String[] parts = printed.split(",", -1);
    return new RunPlan(
        EngineName.valueOf(parts[0]),
        Workload.parse(parts[1]),
        Integer.parseInt(parts[2]),
        Long.parseLong(parts[3]),
        Double.parseDouble(parts[4]),
        Double.parseDouble(parts[5]),
        Boolean.parseBoolean(parts[6]),
        parts[7]);
  }
}
