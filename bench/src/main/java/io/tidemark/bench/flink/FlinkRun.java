package io.tidemark.bench.flink;

import io.tidemark.bench.kafka.OutputTally;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Workload;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a Flink job in this JVM, with the settings that all jobs of the benchmark have. */
final class FlinkRun {

  private FlinkRun() {}

  /** What a peer's job is run with: what one who knows Flink would set. */
  static Configuration settings(Workload workload, int parallelism, boolean rocksDb) {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    flink.set(PipelineOptions.MAX_PARALLELISM, 128);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(StateBackendOptions.STATE_BACKEND, rocksDb ? "rocksdb" : "hashmap");
    flink.set(
        ExecutionOptions.BUFFER_TIMEOUT, workload.settings().get(RuntimeParameters.BUFFER_TIMEOUT));
    flink.addAll(Configuration.fromMap(workload.settings().under(RuntimeParameters.FLINK_PREFIX)));
    return flink;
  }

  /** An environment for one race. */
  static StreamExecutionEnvironment environment(Configuration settings, Path checkpoints) {
    Configuration flink = new Configuration(settings);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    // RocksDB lives within the managed memory; the mini cluster's default is for toys.
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1024));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    flink.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    flink.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    return StreamExecutionEnvironment.createLocalEnvironment(flink);
  }

  /** The same for a job that writes to Kafka: the race is over when all of it can be read there. */
  static Race.Outcome runToKafka(Race race, StreamExecutionEnvironment environment)
      throws Exception {
    try (OutputTally tally = OutputTally.start(race)) {
      return run(race, environment);
    }
  }

  /** Runs the job that the environment has, until the race has ended. */
  static Race.Outcome run(Race race, StreamExecutionEnvironment environment) throws Exception {
    if (race.traffic().workload().kind() != NamedWorkload.Kind.STATELESS) {
      race.awaitWatermarks();
    }
    JobClient job = environment.executeAsync("bench");
    CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
    race.dependsOn(result);
    if (race.traffic().held()) {
      race.allExhausted().get();
      race.release(stateSize(job, environment));
    }
    Race.Outcome outcome = race.outcome().get();
    // What is left is a last checkpoint, which may be as far off as the interval is long.
    cancel(job);
    result.handle((done, failure) -> done).get(1, TimeUnit.MINUTES);
    return outcome;
  }

  private static void cancel(JobClient job) throws Exception {
    try {
      job.cancel().get(1, TimeUnit.MINUTES);
    } catch (IllegalStateException | ExecutionException e) {
      // It has ended meanwhile, and its cluster with it. If it failed, so did the race.
    }
  }

  /** In bytes, in Flink's canonical format: the same whatever keeps the state. */
  private static long stateSize(JobClient job, StreamExecutionEnvironment environment)
      throws Exception {
    String folder = environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    String savepoint =
        job.triggerSavepoint(folder + "/savepoint", SavepointFormatType.CANONICAL)
            .get(1, TimeUnit.MINUTES);
    try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
