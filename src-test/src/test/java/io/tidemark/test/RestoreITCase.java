package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.T0;
import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.kit.sink.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a job does after its TaskManager was lost. */
final class RestoreITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void afterAKillTheBooksGoOnAndALateEventDoesNotBringACleanedWindowBack(
      @InjectMiniCluster MiniCluster flink) throws Exception {
    KAFKA.topics().create(KAFKA.events(), 1);
    JobClient job =
        KAFKA
            .clickCounts(
                "watermark.emit", "per-event",
                "watermark.max-out-of-orderness", "0s",
                "checkpoint.interval", "200ms",
                "checkpoint.path", folder.resolve("checkpoints").toUri().toString(),
                "flink.restart-strategy.type", "fixed-delay",
                "flink.restart-strategy.fixed-delay.attempts", "100",
                "flink.restart-strategy.fixed-delay.delay", "100ms")
            .executeAsync();
    KAFKA.topics().send(KAFKA.events(), 0, click("a", 5_000));
    KAFKA.topics().send(KAFKA.events(), 0, click("b", 12_000));
    KAFKA.topics().send(KAFKA.events(), 0, click("c", 31_000));
    // A row is written while its checkpoint is being taken; the next row tells that it was taken.
    await().atMost(PATIENCE).until(() -> rowsWithRead(3) >= 2);
    List<JsonNode> before = KAFKA.rows(Output.RESULTS);
    assertThat(before).extracting(r -> r.path("key").asText()).containsExactly("a", "b");

    flink.terminateTaskManager(0).get();
    KAFKA.topics().send(KAFKA.events(), 0, click("a", 6_000));
    flink.startTaskManager();

    await().atMost(PATIENCE).until(() -> KAFKA.lastLedgerRow().path("read").asInt() == 4);
    assertThat(KAFKA.lastLedgerRow().path("late_dropped").asInt()).isEqualTo(1);
    List<JsonNode> late = KAFKA.rows(Output.LATE);
    assertThat(late).hasSize(1);
    assertThat(late.get(0).path("watermark").asText())
        .isEqualTo(Instant.ofEpochMilli(T0 + 30_999).toString());

    job.stopWithSavepoint(
            true, folder.resolve("end").toUri().toString(), SavepointFormatType.CANONICAL)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    job.getJobExecutionResult().get();
    assertThat(OutputFiles.fold(KAFKA.rows(Output.RESULTS), "count"))
        .containsOnly(
            Map.entry("a@" + T0, 1L),
            Map.entry("b@" + (T0 + 10_000), 1L),
            Map.entry("c@" + (T0 + 30_000), 1L));
    List<JsonNode> ledger = KAFKA.rows(Output.LEDGER);
    assertThat(ledger).allSatisfy(row -> assertThat(row.path("balanced").asBoolean()).isTrue());
    assertThat(ledger).extracting(row -> row.path("read").asInt()).isSorted();
    assertThat(KAFKA.lastLedgerRow().path("final").asBoolean()).isTrue();
    assertThat(KAFKA.lastLedgerRow().path("read").asInt()).isEqualTo(4);
  }

  private static long rowsWithRead(int read) {
    return KAFKA.rows(Output.LEDGER).stream()
        .filter(row -> row.path("read").asInt() == read)
        .count();
  }
}
