package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.Names;
import io.tidemark.local.cli.OutputFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the benchmark was asked for.
 *
 * @param workloads what to measure, in order
 * @param engines who is to do it
 * @param runs how often, each engine in turn
 * @param parallelism how many threads, or subtasks of each operator
 * @param events how many events each run has; 0 for as many as take {@code seconds}
 * @param seconds for about how long each run is measured
 * @param warmUpSeconds for about how long each run warms up before
 * @param json where to write everything as JSON; null if not wanted
 * @param plot where to draw it as SVG; null if not wanted
 * @param check whether results are compared only, and no speed is told
 */
record BenchOptions(
    List<Workload> workloads,
    List<EngineName> engines,
    int runs,
    int parallelism,
    long events,
    double seconds,
    double warmUpSeconds,
    Path json,
    Path plot,
    boolean check) {

  static final String USAGE =
      "[WORKLOAD]... [--engines NAME,...] [--runs 3] [--seconds 12] [--warm-up 8]"
          + " [--events N] [--parallelism 2] [--json FILE] [--plot FILE.svg] [--check]";

  /** Enough for windows to close while an engine runs, and few enough to take no time. */
  private static final Map<String, String> CHECK =
      Map.of("runs", "1", "warm-up", "0", "events", "1_000_000");

  private static final String CHECK_ONLY = "--check";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "engines", "",
          "runs", "3",
          "parallelism", "2",
          "events", "0",
          "seconds", "12",
          "warm-up", "8",
          "json", "",
          "plot", "");

  /**
   * Reads the command line.
   *
   * @throws ParameterException on bad usage
   */
  static BenchOptions parse(List<String> args) {
    List<Workload> workloads = new ArrayList<>();
    int position = 0;
    while (position < args.size() && !args.get(position).startsWith("--")) {
      workloads.addAll(WorkloadSet.named(args.get(position++)));
    }
    List<String> options = new ArrayList<>(args.subList(position, args.size()));
    boolean check = options.remove(CHECK_ONLY);
    Map<String, String> values = CommandLine.parse(options);
    values.keySet().forEach(key -> Names.find("option", key, DEFAULTS));
    Function<String, String> value =
        key ->
            values.getOrDefault(
                key, (check ? CHECK : DEFAULTS).getOrDefault(key, DEFAULTS.get(key)));
    BenchOptions asked =
        new BenchOptions(
            workloads.isEmpty() ? WorkloadSet.plain() : List.copyOf(workloads),
            engines(value.apply("engines")),
            (int) number("runs", value.apply("runs"), 1, 1_000),
            (int) number("parallelism", value.apply("parallelism"), 1, 128),
            (long) number("events", value.apply("events"), 0, 1e12),
            number("seconds", value.apply("seconds"), 0.1, 3_600),
            number("warm-up", value.apply("warm-up"), 0, 3_600),
            file(values, "json"),
            file(values, "plot"),
            check);
    asked.workloads.stream().filter(Workload::usesKafka).forEach(asked::requireRoom);
    return asked;
  }

  private void requireRoom(Workload workload) {
    if (events > workload.mostClicks()) {
      throw new ParameterException(
          String.format("--events: %s has room for %d at most", workload, workload.mostClicks()));
    }
  }

  private static List<EngineName> engines(String names) {
    return names.isEmpty()
        ? List.of(EngineName.values())
        : Arrays.stream(names.split(","))
            .map(name -> Names.find("engine", name.strip(), EngineName.byText()))
            .toList();
  }

  private static Path file(Map<String, String> values, String key) {
    return values.containsKey(key) ? OutputFile.named("--" + key, values.get(key)) : null;
  }

  private static double number(String key, String text, double least, double most) {
    double number;
    try {
      number = Double.parseDouble(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new ParameterException("--" + key + ": '" + text + "' is no number");
    }
    if (!(number >= least && number <= most)) {
      throw new ParameterException(
          String.format("--%s: %s is not between %s and %s", key, text, plain(least), plain(most)));
    }
    return number;
  }

  private static String plain(double number) {
    return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** State is the same in each run, so the first one shows it. */
  RunPlan plan(Workload workload, EngineName engine, int round, String kafka) {
    boolean showsState = round == 0 && !check;
    return new RunPlan(
        engine, workload, parallelism, events, seconds, warmUpSeconds, showsState, kafka);
  }
}
