package io.tidemark.jobs.kit.params;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How Flink runs the job. */
public final class RuntimeParameters {

  /** Where state is kept while the job runs. */
  public enum StateBackend {
    HASHMAP,
    ROCKSDB
  }

  /** Whatever is under it goes to Flink as it is. */
  public static final String FLINK_PREFIX = "flink.";

  /** Fixed for good: a savepoint can only be restored under the maximum it was taken with. */
  public static final int MAX_PARALLELISM = 128;

  private static final Duration FLINKS_LEAST_INTERVAL = Duration.ofMillis(10);

  public static final Parameter<Integer> PARALLELISM =
      Parameter.integer("parallelism", null, "How many subtasks each operator has; else Flink's");
  public static final Parameter<StateBackend> STATE_BACKEND =
      Parameter.oneOf(
          StateBackend.class,
          "state.backend",
          StateBackend.HASHMAP,
          "Where state is kept: hashmap is faster, rocksdb holds more than memory does");
  public static final Parameter<Duration> CHECKPOINT_INTERVAL =
      Parameter.duration(
          "checkpoint.interval", Duration.ofSeconds(10), "How often to checkpoint; 0: never");
  public static final Parameter<String> CHECKPOINT_PATH =
      Parameter.text("checkpoint.path", null, "Where checkpoints go, a URI; else Flink's");

  /**
   * Less than Flink's 100 ms: what the pre-aggregation sends is so little that buffers do not fill
   * by themselves, so the watermark that completes a window would wait for as long.
   */
  public static final Parameter<Duration> BUFFER_TIMEOUT =
      Parameter.duration(
          "latency.buffer-timeout",
          Duration.ofMillis(10),
          "How long a record may wait between operators for a buffer to fill; 0: not at all");

  public static final List<Parameter<?>> ALL =
      List.of(PARALLELISM, STATE_BACKEND, CHECKPOINT_INTERVAL, CHECKPOINT_PATH, BUFFER_TIMEOUT);

  private RuntimeParameters() {}

  /**
   * The parameters in Flink's own words.
   *
   * @throws ParameterException if a value cannot be, or would make the ledger's proof void
   */
  public static Configuration toFlink(Parameters parameters) {
    Map<String, String> passedOn = new HashMap<>(parameters.under(FLINK_PREFIX));
    Configuration flink = new Configuration();
    parameters
        .find(PARALLELISM)
        .ifPresent(n -> flink.set(CoreOptions.DEFAULT_PARALLELISM, inRange(n)));
    flink.set(StateBackendOptions.STATE_BACKEND, Parameter.name(parameters.get(STATE_BACKEND)));
    Duration checkpointInterval = parameters.get(CHECKPOINT_INTERVAL);
    if (!checkpointInterval.isZero()) {
      flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, notTooOften(checkpointInterval));
    }
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    parameters
        .find(CHECKPOINT_PATH)
        .ifPresent(path -> flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, path));
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, parameters.get(BUFFER_TIMEOUT));
    flink.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    // A type that Flink cannot analyze would fall to Kryo: slow, and no savepoint survives it.
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    // Our operators neither change nor keep what they hand on, so chained ones need no copies.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.addAll(Configuration.fromMap(passedOn));
    refuseBadValues(flink);
    refuseAtLeastOnce(flink);
    return flink;
  }

  private static int inRange(int parallelism) {
    if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
      throw new ParameterException(
          "parallelism: " + parallelism + " is not between 1 and " + MAX_PARALLELISM);
    }
    return parallelism;
  }

  private static Duration notTooOften(Duration checkpointInterval) {
    if (checkpointInterval.compareTo(FLINKS_LEAST_INTERVAL) < 0) {
      throw new ParameterException("checkpoint.interval: must be at least 10ms, or 0 for never");
    }
    return checkpointInterval;
  }

  /** Finds what Flink would find when the job has begun to be built. */
  private static void refuseBadValues(Configuration flink) {
    try {
      new StreamExecutionEnvironment(flink);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(FLINK_PREFIX + "*: " + e.getMessage());
    }
  }

  private static void refuseAtLeastOnce(Configuration flink) {
    if (flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
        != CheckpointingMode.EXACTLY_ONCE) {
      throw new ParameterException(
          FLINK_PREFIX
              + CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE.key()
              + ": must be EXACTLY_ONCE; otherwise nothing proves that the books balance");
    }
  }
}
