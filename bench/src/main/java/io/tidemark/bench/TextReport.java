package io.tidemark.bench;

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
    line(
        table,
        "%-17s %11s %7s %10s %7s %11s %10s %9s %13s %8s %11s",
        "",
        "events/s",
        "spread",
        "ours/it",
        "bar",
        "events/CPUs",
        "ours/it",
        "B/event",
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
          "%-17s %,11.0f %6.0f%% %10s %7s %,11.0f %10s %9.0f %,13.0f %8.1f %11d",
          standing.engine().text(),
          standing.eventsPerSecond(),
          100 * standing.spread(),
          compared ? ratio(ours.get().eventsPerSecond() / standing.eventsPerSecond()) : "",
          bar.isPresent() ? ratio(bar.getAsDouble()) : "",
          standing.eventsPerCpuSecond(),
          compared ? ratio(ours.get().eventsPerCpuSecond() / standing.eventsPerCpuSecond()) : "",
          standing.allocatedBytesPerEvent(),
          standing.events(),
          standing.seconds(),
          standing.checkpoints());
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
