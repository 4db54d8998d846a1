package io.tidemark.local.run;

import io.tidemark.functions.ledger.Auditor;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.local.cli.FailureException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink inside this JVM that runs one job, with its web UI. */
final class LocalFlink implements AutoCloseable {

  private final MiniCluster cluster;
  private final Path folder;

  private JobID job;
  private CompletableFuture<JobResult> result;

  private LocalFlink(MiniCluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  /**
   * Starts it, on loopback only.
   *
   * @param slots how many subtasks an operator can have
   * @param folder where checkpoints go, unless the configuration says where
   */
  static LocalFlink start(Configuration configuration, int slots, Path folder) throws Exception {
    Configuration local = new Configuration(configuration);
    setUnlessSet(local, CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    setUnlessSet(local, RestOptions.BIND_PORT, "0");
    // How far event time has come is shown every second, so it is asked for as often.
    setUnlessSet(local, MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    // Nothing here needs any, and the harness that replay uses has Flink's tests' providers with
    // it.
    setUnlessSet(local, SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    // Somebody is watching: what fails again and again should say so soon.
    setUnlessSet(local, RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    setUnlessSet(local, RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    setUnlessSet(
        local, RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(local)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setCommonBindAddress("localhost")
                .build());
    cluster.start();
    return new LocalFlink(cluster, folder);
  }

  private static <T> void setUnlessSet(
      Configuration configuration, ConfigOption<T> option, T value) {
    if (!configuration.contains(option)) {
      configuration.set(option, value);
    }
  }

  /** Where REST and the web UI are. */
  URI restAddress() throws Exception {
    return cluster.getRestAddress().get();
  }

  /** Hands it the job. */
  void submit(StreamGraph graph) throws Exception {
    // Flink 2.3 takes only a graph that has an id.
    graph.setJobId(new JobID());
    job = cluster.submitJob(graph).get().getJobID();
    result = cluster.requestJobResult(job);
  }

  JobID job() {
    return job;
  }

  /** Completes when the job has ended, however it ended. */
  CompletableFuture<JobResult> result() {
    return result;
  }

  /**
   * Ends the job as if its input had ended: windows fire, the last rows are written. Does nothing
   * if it has ended by itself.
   */
  void drain() throws Exception {
    if (result.isDone()) {
      return;
    }
    try {
      cluster
          .stopWithSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL)
          .get();
    } catch (ExecutionException e) {
      // It may have ended just now; whether it ended well, its result tells.
      if (!result.isDone()) {
        cluster.cancelJob(job).get();
        throw new FailureException(
            "the job could not be drained: " + FailureException.inOneLine(e), e);
      }
    }
  }

  /**
   * Waits for the end, and tells the ledger's totals.
   *
   * @throws FailureException if the job failed
   */
  LedgerCounts awaitTotals() throws Exception {
    JobExecutionResult ended;
    try {
      ended = result.get().toJobExecutionResult(LocalFlink.class.getClassLoader());
    } catch (Exception e) {
      throw new FailureException("the job failed: " + FailureException.inOneLine(e), e);
    }
    LedgerCounts totals = new LedgerCounts();
    for (Entry entry : Entry.values()) {
      Long count = ended.getAccumulatorResult(Auditor.ACCUMULATOR_PREFIX + entry.column());
      totals.add(entry, count == null ? 0 : count);
    }
    return totals;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
