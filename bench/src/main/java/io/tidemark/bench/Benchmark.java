package io.tidemark.bench;

import io.tidemark.bench.kafka.Broker;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the engines run in turn, each round in another order, so that a machine that becomes slower
 * or faster does so for all of them.
 */
final class Benchmark {

  private final BenchOptions options;
  private final Broker kafka;

  /**
   * A benchmark.
   *
   * @param kafka null if no workload needs it
   */
  Benchmark(BenchOptions options, Broker kafka) {
    this.options = options;
    this.kafka = kafka;
  }

  /**
   * Measures a workload.
   *
   * @return how each engine that can do it did
   * @throws FailureException if an engine failed, or its results are not those of the others
   */
  List<Standing> measure(Workload workload)
      throws IOException, InterruptedException, FailureException {
    List<EngineName> engines =
        options.engines().stream().filter(name -> name.engine().can(workload)).toList();
    Map<EngineName, List<Measurement>> runs = new EnumMap<>(EngineName.class);
    for (int round = 0; round < options.runs(); round++) {
      for (int i = 0; i < engines.size(); i++) {
        EngineName engine = engines.get((i + round) % engines.size());
        System.err.printf(
            "%s, run %d of %d: %s%n", workload, round + 1, options.runs(), engine.text());
        runs.computeIfAbsent(engine, name -> new ArrayList<>())
            .add(EngineProcess.run(plan(workload, engine, round)));
      }
    }
    Map<EngineName, List<Measurement>> withResults = new EnumMap<>(runs);
    withResults.keySet().removeIf(engine -> !engine.hasResults());
    checkAgainstEachOther(withResults);
    return engines.stream().map(engine -> new Standing(engine, runs.get(engine))).toList();
  }

  private RunPlan plan(Workload workload, EngineName engine, int round)
      throws IOException, InterruptedException {
    if (!workload.usesKafka()) {
      return options.plan(workload, engine, round, "");
    }
    kafka.forgetAllBut(workload);
    return options.plan(workload, engine, round, kafka.bootstrapServers());
  }

  /** Each run agrees with the loop already; those with as many events must with each other. */
  private static void checkAgainstEachOther(Map<EngineName, List<Measurement>> runs)
      throws FailureException {
    for (List<Measurement> some : runs.values()) {
      for (List<Measurement> others : runs.values()) {
        for (Measurement one : some) {
          for (Measurement other : others) {
            if (one.events() == other.events() && !one.agreesWith(other)) {
              throw new FailureException("results differ: " + one + " and " + other);
            }
          }
        }
      }
    }
  }
}
