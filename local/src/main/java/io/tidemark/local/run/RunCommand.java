package io.tidemark.local.run;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.preflight.Preflight;
import io.tidemark.jobs.kit.preflight.Promises;
import io.tidemark.local.broker.LaptopKafka;
import io.tidemark.local.broker.OutputTopics;
import io.tidemark.local.cli.BooksAtTheEnd;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.InterruptSignal;
import io.tidemark.local.cli.JobCatalog;
import io.tidemark.local.cli.TemporaryFolder;
import io.tidemark.local.cli.UserPaths;
import io.tidemark.local.cli.Warnings;
import io.tidemark.local.simulate.SimulatorParameters;
import io.tidemark.local.watch.WatchCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** {@code ./tidemark run JOB}. */
public final class RunCommand implements Command {

  @Override
  public String usage() {
    return "JOB [--for DURATION] [--no-page] [--config FILE] [--key value]..."
        + "   (keys: ./tidemark jobs JOB)";
  }

  @Override
  public String summary() {
    return "Runs a job on this laptop; with no source given, on simulated traffic through Kafka";
  }

  @Override
  public void check(List<String> args) {
    checkedPlan(args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    RunPlan plan = checkedPlan(args);
    Warnings.print(Promises.warnings(plan.parameters()));
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    InterruptSignal.onFirst(() -> interrupted.complete(null));
    LedgerCounts totals;
    try (TemporaryFolder folder = TemporaryFolder.create("run")) {
      if (plan.isSimulated()) {
        totals = demonstrate(plan, folder.path(), interrupted);
      } else {
        try (LaptopKafka kafka = LaptopKafka.forJob(plan.parameters())) {
          OutputTopics.ensure(plan.job(), plan.parameters());
          totals = run(plan, plan.parameters(), Spectator.NONE, folder.path(), interrupted);
        }
      }
    }
    BooksAtTheEnd.print(totals);
  }

  private static LedgerCounts demonstrate(
      RunPlan plan, Path folder, CompletableFuture<Void> interrupted) throws Exception {
    Optional<RunPlan> before = plan.before();
    RunPlan first = before.orElse(plan);
    try (Demonstration demonstration = Demonstration.start(first, folder)) {
      LedgerCounts totals =
          run(first, demonstration.parameters(), demonstration, folder, interrupted);
      if (before.isEmpty()) {
        return totals;
      }
      BooksAtTheEnd.print(totals);
      System.out.printf("%nNow %s%n", plan.job().name());
      Parameters parameters = demonstration.parameters(plan);
      try (Audience audience = new Audience(plan, parameters)) {
        // What ended the first job is not to end this one, which ends by itself.
        return run(plan.toItsEnd(), parameters, audience, folder, new CompletableFuture<>());
      }
    }
  }

  /** Finds bad usage before anything is started, by building the graph once for nothing. */
  private static RunPlan checkedPlan(List<String> args) {
    Job<?, ?> job = JobCatalog.namedBy(args);
    RunPlan plan = RunPlan.of(job, args.subList(1, args.size()));
    Parameters parameters =
        plan.isSimulated() ? plan.with(Demonstration.NO_ENDS_YET) : plan.parameters();
    build(plan.job(), parameters);
    if (plan.isSimulated()) {
      SimulatorParameters.traffic(parameters);
    }
    UserPaths.requireReadableSource(parameters);
    WatchCommand.port(parameters);
    return plan;
  }

  private static StreamExecutionEnvironment build(Job<?, ?> job, Parameters parameters) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    return env;
  }

  private static LedgerCounts run(
      RunPlan plan,
      Parameters parameters,
      Spectator spectator,
      Path folder,
      CompletableFuture<Void> interrupted)
      throws Exception {
    StreamExecutionEnvironment env = build(plan.job(), parameters);
    Preflight.check(
        plan.job().name(),
        JobTopics.of(plan.job(), parameters),
        parameters,
        env.getConfiguration());
    try (LocalFlink flink =
        LocalFlink.start(RuntimeParameters.toFlink(parameters), env.getParallelism(), folder)) {
      System.err.println("Flink's web UI: " + flink.restAddress());
      StreamGraph graph = env.getStreamGraph();
      graph.setJobName(plan.job().name());
      spectator.prepare();
      flink.submit(graph);
      spectator.begin(flink);
      try (PageOfRun page = PageOfRun.open(plan, parameters, flink)) {
        awaitEnd(plan, flink, interrupted);
        spectator.inputEnds();
        flink.drain();
        LedgerCounts totals = flink.awaitTotals();
        spectator.end();
        page.end();
        return totals;
      }
    }
  }

  private static void awaitEnd(RunPlan plan, LocalFlink flink, CompletableFuture<Void> interrupted)
      throws Exception {
    CompletableFuture<?> end = CompletableFuture.anyOf(flink.result(), interrupted);
    if (plan.duration().isEmpty()) {
      end.get();
      return;
    }
    try {
      end.get(plan.duration().get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // That is the end which was asked for.
    }
  }
}
