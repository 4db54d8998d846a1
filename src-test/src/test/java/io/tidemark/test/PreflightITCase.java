package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.preflight.Preflight;
import io.tidemark.jobs.kit.sink.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the last look before a start finds, at a real broker. */
final class PreflightITCase {

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  @TempDir Path folder;

  @Test
  void whatIsInOrderPasses() {
    assertThatNoException().isThrownBy(() -> check(Map.of()));
    assertThatNoException()
        .isThrownBy(() -> check(Map.of("kafka.delivery-guarantee", "exactly-once")));
  }

  @Test
  void transactionsLongerThanTheBrokerAllowsAreRefused() {
    refused(
        Map.of("kafka.delivery-guarantee", "exactly-once", "kafka.transaction-timeout", "16min"),
        "kafka.transaction-timeout: 16 min is above the broker's transaction.max.timeout.ms"
            + " (15 min)");
  }

  @Test
  void prefixOfARunThatIsAliveIsRefusedUnlessTheJobGoesOnFromThere() throws Exception {
    String prefix = KAFKA.topic(Output.RESULTS);
    Map<String, String> parameters =
        Map.of("kafka.delivery-guarantee", "exactly-once", "kafka.transactional-id-prefix", prefix);
    Map<String, Object> other =
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrapServers(),
            "transactional.id",
            prefix + "-ledger-0-17");
    try (KafkaProducer<byte[], byte[]> alive =
        new KafkaProducer<>(other, new ByteArraySerializer(), new ByteArraySerializer())) {
      alive.initTransactions();
      assertThatNoException().isThrownBy(() -> check(parameters));
      alive.beginTransaction();
      alive.send(new ProducerRecord<>(KAFKA.topic(Output.LEDGER), new byte[0])).get();

      refused(
          parameters,
          "kafka.transactional-id-prefix: '"
              + prefix
              + "' is in use: transaction "
              + prefix
              + "-ledger-0-17 is open.");
      assertThatNoException()
          .isThrownBy(
              () -> check(parameters, Map.of("execution.state-recovery.path", "file:///there")));
      alive.abortTransaction();
    }
    assertThatNoException().isThrownBy(() -> check(parameters));
  }

  @Test
  void compactedTopicIsRefusedWhereItWouldTakeRowsAway() throws Exception {
    String compacted = KAFKA.events();
    KAFKA.topics().create(compacted, 1, Map.of("cleanup.policy", "compact"));

    assertThatNoException().isThrownBy(() -> check(Map.of("kafka.topic.results", compacted)));
    refused(
        Map.of("kafka.topic.results", compacted, "kafka.changelog", "full"),
        "kafka.changelog: full: the topic " + compacted + " is compacted");
    refused(
        Map.of("kafka.topic.late", compacted),
        "kafka.topic.late: the topic " + compacted + " is compacted");
    refused(
        Map.of("kafka.topic.dead-letters", compacted),
        "kafka.topic.dead-letters: the topic " + compacted + " is compacted");
  }

  @Test
  void checkpointsThatCannotBeWrittenAreRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(
            () -> check(Map.of(), Map.of("execution.checkpointing.dir", file.toUri().toString())))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("checkpoint.path: cannot write to ");
  }

  @Test
  void brokerThatDoesNotAnswerRefusesNothing() {
    assertThatNoException()
        .isThrownBy(() -> check(Map.of("kafka.bootstrap.servers", "nowhere.invalid:1")));
  }

  private static void refused(Map<String, String> values, String message) {
    assertThatThrownBy(() -> check(values))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(message)
        .message()
        .hasLineCount(1);
  }

  private static void check(Map<String, String> values) {
    check(values, Map.of());
  }

  private static void check(Map<String, String> values, Map<String, String> flink) {
    Map<String, String> all = new HashMap<>();
    all.put("sink", "kafka");
    all.put("window.size", "10s");
    all.put("kafka.bootstrap.servers", KAFKA.bootstrapServers());
    for (Output output : Output.values()) {
      all.put("kafka.topic." + output.label(), KAFKA.topic(output));
    }
    all.putAll(values);
    ClickCountsJob job = new ClickCountsJob();
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(all));
    Preflight.check(
        job.name(), JobTopics.of(job, parameters), parameters, Configuration.fromMap(flink));
  }
}
