package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.preflight.Preflight;
import io.tidemark.jobs.kit.sink.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks for TLS and a login, and input that means harm. */
final class SecurityITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String PASSWORD = "correct-horse-battery";

  /** What this JVM logs: see log4j2-test.properties. */
  private static final Path LOG = Path.of("target", "test.log");

  @TempDir static Path folder;

  private static SecuredBroker broker;
  private static Topics topics;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(Files.createDirectory(folder.resolve("kafka")), PASSWORD);
    Map<String, Object> connection = new HashMap<>(broker.clientProperties(PASSWORD));
    connection.put("bootstrap.servers", broker.bootstrapServers());
    topics = new Topics(connection);
    topics.create("events", 1);
    topics.send("events", 0, click("i", 0));
    for (Output output : Output.values()) {
      topics.create(output.label(), 1);
    }
  }

  @AfterAll
  static void stop() {
    topics.close();
    broker.close();
  }

  @Test
  void aJobReadsAndWritesWithTlsAndALoginWhosePasswordNobodySees() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
    Map<String, String> values = values("${file:" + secret + "}");
    Parameters parameters = Parameters.of(JobParameters.all(new ClickCountsJob()), List.of(values));
    StreamExecutionEnvironment job = JobRun.of(new ClickCountsJob(), parameters);
    Preflight.check(
        "click-counts",
        JobTopics.of(new ClickCountsJob(), parameters),
        parameters,
        job.getConfiguration());

    job.execute();

    assertThat(topics.rows(Output.RESULTS.label())).hasSize(1);
    assertThat(topics.rows(Output.LEDGER.label())).last().asString().contains("\"balanced\":true");
    assertThat(Files.readString(LOG)).doesNotContain(PASSWORD);
  }

  @Test
  void aWrongPasswordIsAnErrorThatDoesNotRepeatIt() throws Exception {
    String wrong = "incorrect-horse";
    Path secret = Files.writeString(folder.resolve("wrong"), wrong);
    Map<String, String> values = new HashMap<>(values("${file:" + secret + "}"));
    values.put("flink.restart-strategy.type", "none");
    Parameters parameters = Parameters.of(JobParameters.all(new ClickCountsJob()), List.of(values));

    assertThatThrownBy(() -> JobRun.of(new ClickCountsJob(), parameters).execute())
        .hasStackTraceContaining("Authentication failed")
        .extracting(ExceptionUtils::stringifyException)
        .asString()
        .doesNotContain(wrong);
    assertThat(Files.readString(LOG)).doesNotContain(wrong);
  }

  @Test
  void noInputMakesAJobWriteOutsideOfItsFolder() throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    Path feed = place.resolve("feed.jsonl");
    List<String> lines = new ArrayList<>();
    for (String key :
        List.of("../../evil", "/tmp/evil", "..\\\\evil", "file:///evil", "a\\u0000b")) {
      lines.add(click(key, lines.size()));
    }
    Files.write(feed, lines);
    Path sink = place.resolve("out");

    JobRun.clickCounts(
            "source", "file",
            "source.path", feed.toString(),
            "sink", "file",
            "sink.path", sink.toString(),
            "window.size", "10s")
        .execute();

    assertThat(new OutputFiles(sink).results()).hasSize(lines.size());
    assertThat(namesIn(place)).containsExactlyInAnyOrder("feed.jsonl", "out");
    assertThat(namesIn(sink))
        .containsExactlyInAnyOrderElementsOf(
            Output.OF_EVERY_JOB.stream().map(Output::fileName).toList());
  }

  private static List<String> namesIn(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Map<String, String> values(String password) {
    Map<String, String> values = new HashMap<>();
    values.put("source", "kafka");
    values.put("kafka.topic.events", "events");
    values.put("kafka.stop", "latest");
    values.put("sink", "kafka");
    values.put("window.size", "10s");
    values.put("kafka.delivery-guarantee", "exactly-once");
    values.put("kafka.bootstrap.servers", broker.bootstrapServers());
    broker
        .clientProperties(password)
        .forEach((key, value) -> values.put("kafka.properties." + key, value));
    for (Output output : Output.values()) {
      values.put("kafka.topic." + output.label(), output.label());
    }
    return values;
  }
}
