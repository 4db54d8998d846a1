package io.tidemark.bench;

import io.tidemark.bench.kafka.Broker;
import io.tidemark.bench.micro.MicroMain;
import io.tidemark.bench.workload.Workload;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Help;
import io.tidemark.local.cli.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command {@code ./tidemark bench}. */
public final class Main {

  private static final int FAILURE = 1;
  private static final int BAD_USAGE = 2;

  private static final String MICRO = "micro";

  private Main() {}

  public static void main(String[] args) {
    try {
      run(new ArrayList<>(List.of(args)));
    } catch (ParameterException e) {
      System.err.println("tidemark: " + e.getMessage());
      System.exit(BAD_USAGE);
    } catch (Exception e) {
      System.err.println("tidemark: " + FailureException.inOneLine(e));
      System.exit(FAILURE);
    }
  }

  private static void run(List<String> args)
      throws IOException, InterruptedException, FailureException {
    if (!args.isEmpty() && Help.isAskedBy(args.get(0))) {
      System.out.print(help());
      return;
    }
    if (!args.isEmpty() && args.get(0).equals(MICRO)) {
      MicroMain.run(args.subList(1, args.size()));
      return;
    }
    BenchOptions options = BenchOptions.parse(args);
    try (Broker kafka = kafka(options)) {
      run(options, new Benchmark(options, kafka));
    }
  }

  /** Null if no workload needs it. */
  private static Broker kafka(BenchOptions options) throws IOException {
    return options.workloads().stream().anyMatch(Workload::usesKafka)
        ? Broker.start(Home.data().resolve("bench").resolve("kafka"))
        : null;
  }

  private static void run(BenchOptions options, Benchmark benchmark)
      throws IOException, InterruptedException, FailureException {
    Map<Workload, List<Standing>> standings = new LinkedHashMap<>();
    for (Workload workload : options.workloads()) {
      standings.put(workload, benchmark.measure(workload));
      System.out.print(
          options.check()
              ? TextReport.agreement(workload, standings.get(workload))
              : TextReport.of(workload, standings.get(workload)));
      if (options.json() != null) {
        // After each workload, since the next one takes minutes and may fail.
        JsonReport.write(options, standings);
      }
      if (options.plot() != null) {
        SvgReport.write(options, standings);
      }
    }
  }

  private static String help() {
    StringBuilder help = new StringBuilder();
    help.append(String.format("usage: ./tidemark bench %s%n%n", BenchOptions.USAGE));
    help.append(String.format("Does the same work on Tidemark and on its peers, side by side%n%n"));
    for (Workload workload : WorkloadSet.plain()) {
      help.append(String.format("  %-3s %s%n", workload, workload.title()));
    }
    for (WorkloadSet set : WorkloadSet.values()) {
      help.append(String.format("  %-3s %s%n", set, set.title()));
    }
    help.append(String.format("%nA workload can be varied, as these of S:%n"));
    WorkloadSet.S.workloads().forEach(varied -> help.append(String.format("  %s%n", varied)));
    help.append(String.format("%nengines: %s%n", String.join(", ", EngineName.byText().keySet())));
    help.append(
        String.format(
            "%nusage: ./tidemark bench %s [REGEX]... [JMH's options]%n%n"
                + "Measures the parts by themselves; -h lists the options, -l the benchmarks%n",
            MICRO));
    return help.toString();
  }
}
