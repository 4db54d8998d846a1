package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.sink.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach Kafka's clients where the job runs, and nothing else. */
final class SecretsITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final String SECRET = "hunter2-and-more";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"alice\" ";

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    Seen.CONFIGS.clear();
  }

  @Test
  void everyClientOfTheJobGetsThem() throws Exception {
    StreamExecutionEnvironment job = jobWithSecrets();

    job.execute();

    assertThat(KAFKA.rows(Output.RESULTS)).hasSize(1);
    for (String client : List.of("enumerator-admin", "click-counts-\\d", "producer")) {
      assertThat(Seen.CONFIGS)
          .as(client)
          .anySatisfy(
              config -> {
                assertThat(config.get("client.id")).asString().containsPattern(client);
                assertThat(config.get("ssl.truststore.password")).isEqualTo(SECRET);
                assertThat(config.get("my.variable")).isEqualTo("<" + System.getenv("PATH") + ">");
                assertThat(config.get("sasl.jaas.config"))
                    .isEqualTo(LOGIN + "password=\"" + SECRET + "\";");
              });
    }
  }

  @Test
  void theJobsGraphHasOnlyTheirNames() throws Exception {
    byte[] graph =
        InstantiationUtil.serializeObject(jobWithSecrets().getStreamGraph().getJobGraph());

    String text = new String(graph, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("${env:PATH}").doesNotContain(SECRET);
  }

  @Test
  void theErrorNamesWhatIsNotSet() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 1);
    StreamExecutionEnvironment job =
        KAFKA.clickCounts(
            "kafka.stop",
            "latest",
            "kafka.properties.ssl.key.password",
            "${env:TIDEMARK_NOT_SET}",
            "flink.restart-strategy.type",
            "none");

    assertThatThrownBy(job::execute)
        .hasStackTraceContaining(
            "${env:TIDEMARK_NOT_SET}: the environment variable is not set where the job runs");
  }

  private StreamExecutionEnvironment jobWithSecrets() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 1);
    KAFKA.topics().send(KAFKA.events(), 0, click("i", 0));
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    return KAFKA.clickCounts(
        "kafka.stop",
        "latest",
        "kafka.properties.metric.reporters",
        Seen.class.getName(),
        "kafka.properties.ssl.truststore.password",
        "${file:" + secret + "}",
        "kafka.properties.my.variable",
        "<${env:PATH}>",
        "kafka.properties.sasl.jaas.config",
        LOGIN + "password=\"${file:" + secret + "}\";");
  }

  /** What each client was configured with: Kafka makes one of these for every client. */
  public static final class Seen implements MetricsReporter {

    static final Queue<Map<String, ?>> CONFIGS = new ConcurrentLinkedQueue<>();

    @Override
    public void configure(Map<String, ?> config) {
      CONFIGS.add(Map.copyOf(config));
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
  }
}
