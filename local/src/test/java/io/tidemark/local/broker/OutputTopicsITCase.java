package io.tidemark.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputTopicsITCase {

  private static final Job<?, ?> JOB = new ClickCountsJob();

  @TempDir Path folder;

  @Test
  void whatIsMissingIsMadeAndWhatIsThereStaysAsItIs() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("my-late", Optional.of(1), Optional.empty())))
          .all()
          .get();
      Parameters parameters =
          parameters(broker.bootstrapServers(), "kafka", Map.of("kafka.topic.late", "my-late"));

      OutputTopics.ensure(JOB, parameters);
      OutputTopics.ensure(JOB, parameters);

      assertThat(admin.listTopics().names().get())
          .containsExactlyInAnyOrder(
              "click-counts.results.v1",
              "my-late",
              "click-counts.dead-letters.v1",
              "click-counts.ledger.v1");
      assertThat(partitions(admin, "click-counts.results.v1")).isEqualTo(4);
      assertThat(partitions(admin, "my-late")).isEqualTo(1);
    }
  }

  @Test
  void aJobThatWritesElsewhereHasNoTopics() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      OutputTopics.ensure(JOB, parameters(broker.bootstrapServers(), "print", Map.of()));

      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  @Test
  void aKafkaThatDoesNotAnswerIsForTheJobToComplainOf() {
    assertThatNoException()
        .isThrownBy(() -> OutputTopics.ensure(JOB, parameters("localhost:1", "kafka", Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "127.0.0.1:9092, localhost:9093", "[::1]:9092"})
  void loopbackIsThisMachine(String servers) {
    assertThat(OutputTopics.isOnThisMachine(servers)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka:9092", "localhost:9092,kafka:9092", "localhost.example.com:9092"})
  void theKafkaOfOthersIsLeftAlone(String servers) {
    assertThat(OutputTopics.isOnThisMachine(servers)).isFalse();
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private static Parameters parameters(String servers, String sink, Map<String, String> more) {
    return Parameters.of(
        JobParameters.all(JOB),
        List.of(
            Map.of("kafka.bootstrap.servers", servers, "sink", sink, "window.size", "1min"), more));
  }
}
