package io.tidemark.bench;

import io.tidemark.bench.measure.Latency;
import io.tidemark.bench.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A table for people. */
final class TextReport {

  private TextReport() {}

  static String of(Workload workload, List<Standing> standings) {
    StringBuilder table = new StringBuilder();
    line(table, "");
    line(table, "%s: %s", workload, workload.title());
    if (workload.isPaced()) {
      return latencies(table, standings);
    }
    line(
        table,
        "%-17s %11s %7s %10s %7s %11s %10s %9s %8s %13s %8s %11s",
        "",
        "events/s",
        "spread",
        "ours/it",
        "bar",
        "events/CPUs",
        "ours/it",
        "B/event",
        "B/key",
        "events",
        "seconds",
        "checkpoints");
    for (Standing standing : standings) {
      Optional<Standing> ours =
          standings.stream().filter(other -> other.engine() == standing.engine().rival()).findAny();
      boolean compared = ours.isPresent() && !standing.engine().isOurs();
      OptionalDouble bar = Bars.of(workload, standing.engine());
      line(
          table,
          "%-17s %,11.0f %6.0f%% %10s %7s %,11.0f %10s %9.0f %8s %,13.0f %8.1f %11d",
          standing.engine().text(),
          standing.eventsPerSecond(),
          100 * standing.spread(),
          compared ? ratio(ours.get().eventsPerSecond() / standing.eventsPerSecond()) : "",
          bar.isPresent() ? ratio(bar.getAsDouble()) : "",
          standing.eventsPerCpuSecond(),
          compared ? ratio(ours.get().eventsPerCpuSecond() / standing.eventsPerCpuSecond()) : "",
          standing.allocatedBytesPerEvent(),
          standing.stateBytesPerKey() == 0
              ? ""
              : String.format(Locale.ROOT, "%.0f", standing.stateBytesPerKey()),
          standing.events(),
          standing.seconds(),
          standing.checkpoints());
    }
    return table.toString();
  }

  private static String latencies(StringBuilder table, List<Standing> standings) {
    line(
        table,
        "%-17s %11s %10s %10s %10s %10s %12s %11s",
        "",
        "events/s",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "max ms",
        "results",
        "processors");
    for (Standing standing : standings) {
      Latency latency = standing.latency();
      line(
          table,
          "%-17s %,11.0f %10.2f %10.2f %10.2f %10.2f %,12d %11.2f",
          standing.engine().text(),
          standing.eventsPerSecond(),
          latency.p50Ms(),
          latency.p99Ms(),
          latency.p999Ms(),
          latency.maxMs(),
          latency.results(),
          standing.processors());
    }
    return table.toString();
  }

  /** After a check, which says nothing of speed. */
  static String agreement(Workload workload, List<Standing> standings) {
    return String.format(
        Locale.ROOT,
        "%s: %s agree%n",
        workload,
        standings.stream()
            .map(Standing::engine)
            .filter(EngineName::hasResults)
            .map(EngineName::text)
            .collect(Collectors.joining(", ")));
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio);
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
