package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeParametersTest {

  @Test
  void defaultsCheckpointExactlyOnceEveryTenSecondsOnTheHeap() {
    Configuration flink = toFlink(Map.of());

    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
    assertThat(flink.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(10));
    assertThat(flink.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isFalse();
  }

  @Test
  void genericTypesAreOffAndMaxParallelismIsFixed() {
    Configuration flink = toFlink(Map.of());

    assertThat(flink.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(flink.get(PipelineOptions.OBJECT_REUSE)).isTrue();
    assertThat(flink.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(128);
  }

  @Test
  void valuesAreHandedToFlink() {
    Configuration flink =
        toFlink(
            Map.of(
                "parallelism", "4",
                "state.backend", "rocksdb",
                "checkpoint.interval", "30s",
                "checkpoint.path", "file:///tmp/checkpoints",
                "latency.buffer-timeout", "0"));

    assertThat(flink.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(4);
    assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("file:///tmp/checkpoints");
    assertThat(flink.get(ExecutionOptions.BUFFER_TIMEOUT)).isZero();
  }

  @Test
  void withoutParallelismItIsFlinks() {
    assertThat(toFlink(Map.of()).contains(CoreOptions.DEFAULT_PARALLELISM)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128})
  void parallelismUpToTheMaximumIsAccepted(int parallelism) {
    assertThat(
            toFlink(Map.of("parallelism", Integer.toString(parallelism)))
                .get(CoreOptions.DEFAULT_PARALLELISM))
        .isEqualTo(parallelism);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 129, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void parallelismOutsideOfItsRangeIsRefused(int parallelism) {
    assertThatThrownBy(() -> toFlink(Map.of("parallelism", Integer.toString(parallelism))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("parallelism: %d is not between 1 and 128", parallelism);
  }

  @Test
  void zeroIntervalMeansNoCheckpoints() {
    assertThat(
            toFlink(Map.of("checkpoint.interval", "0"))
                .contains(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isFalse();
  }

  @Test
  void intervalThatFlinkWouldNotTakeIsRefused() {
    assertThatThrownBy(() -> toFlink(Map.of("checkpoint.interval", "9ms")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("checkpoint.interval: must be at least 10ms, or 0 for never");
    assertThat(
            toFlink(Map.of("checkpoint.interval", "10ms"))
                .get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void flinksOwnOptionWins() {
    Configuration flink =
        toFlink(
            Map.of(
                "parallelism", "4",
                "flink.parallelism.default", "3",
                "flink.pipeline.max-parallelism", "64",
                "flink.execution.checkpointing.unaligned.enabled", "true",
                "flink.whatever.it.is", "handed on"));

    assertThat(flink.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
    assertThat(flink.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(64);
    assertThat(flink.get(CheckpointingOptions.ENABLE_UNALIGNED)).isTrue();
    assertThat(flink.toMap()).containsEntry("whatever.it.is", "handed on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT_LEAST_ONCE", "at_least_once"})
  void checkpointingAtLeastOnceIsRefused(String mode) {
    assertThatThrownBy(() -> toFlink(Map.of("flink.execution.checkpointing.mode", mode)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "flink.execution.checkpointing.mode: must be EXACTLY_ONCE; otherwise nothing proves"
                + " that the books balance");
  }

  @Test
  void exactlyOnceMayBeSaidAloud() {
    assertThat(
            toFlink(Map.of("flink.execution.checkpointing.mode", "EXACTLY_ONCE"))
                .get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.mode, perhaps",
    "pipeline.max-parallelism, many",
    "pipeline.max-parallelism, 0",
    "parallelism.default, 0",
    "execution.checkpointing.interval, 1ms",
    "pipeline.object-reuse, perhaps",
  })
  void valueThatFlinkRefusesIsToldBeforeAnythingStarts(String option, String value) {
    assertThatThrownBy(() -> toFlink(Map.of("flink." + option, value)))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("flink.*: ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void environmentIsMadeFromIt() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(toFlink(Map.of("parallelism", "3")));

    assertThat(env.getParallelism()).isEqualTo(3);
    assertThat(env.getMaxParallelism()).isEqualTo(128);
    assertThat(env.getCheckpointConfig().getCheckpointInterval()).isEqualTo(10_000);
    assertThat(env.getConfig().isObjectReuseEnabled()).isTrue();
    assertThat(env.getConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
  }

  private static Configuration toFlink(Map<String, String> values) {
    return RuntimeParameters.toFlink(Parameters.of(RuntimeParameters.ALL, List.of(values)));
  }
}
