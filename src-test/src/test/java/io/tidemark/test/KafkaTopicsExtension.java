package io.tidemark.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.usersessions.UserSessionsJob;
import io.tidemark.local.broker.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker for a class of tests, with output topics of its own for each test. */
final class KafkaTopicsExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  /** Where the tests' event times begin: a window of ten seconds begins here too. */
  static final long T0 = 1_700_000_000_000L;

  private Path folder;
  private LocalBroker broker;
  private Topics topics;
  private String prefix;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("tidemark-kafka-");
    broker = LocalBroker.start(folder, 0);
    topics = new Topics(broker.bootstrapServers());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    prefix = "t" + UUID.randomUUID();
    for (Output output : Output.values()) {
      topics.create(topic(output), 1);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    topics.close();
    broker.close();
    FileUtils.deleteDirectory(folder.toFile());
  }

  Topics topics() {
    return topics;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The topic of this test's events; the test creates it. */
  String events() {
    return prefix + ".events";
  }

  String topic(Output output) {
    return prefix + "." + output.label();
  }

  List<JsonNode> rows(Output output) {
    return topics.rows(topic(output));
  }

  /** The ledger's last row so far, or a node without anything. */
  JsonNode lastLedgerRow() {
    List<JsonNode> rows = rows(Output.LEDGER);
    return rows.isEmpty() ? MissingNode.getInstance() : rows.get(rows.size() - 1);
  }

  /** click-counts between this test's topics, in windows of ten seconds. */
  StreamExecutionEnvironment clickCounts(String... parameters) {
    return run(new ClickCountsJob(), List.of("window.size", "10s"), parameters);
  }

  /** user-sessions between this test's topics, with a gap of ten seconds. */
  StreamExecutionEnvironment userSessions(String... parameters) {
    return run(
        new UserSessionsJob(),
        List.of("group.by", "user", "window.session-gap", "10s"),
        parameters);
  }

  private StreamExecutionEnvironment run(
      Job<?, ?> job, List<String> unlessGiven, String... parameters) {
    List<String> all = new ArrayList<>(unlessGiven);
    all.addAll(
        List.of(
            "source",
            "kafka",
            "kafka.topic.events",
            events(),
            "sink",
            "kafka",
            "kafka.bootstrap.servers",
            bootstrapServers()));
    for (Output output : Output.values()) {
      all.add("kafka.topic." + output.label());
      all.add(topic(output));
    }
    all.addAll(List.of(parameters));
    return JobRun.of(job, all.toArray(String[]::new));
  }

  /** A click so many milliseconds after {@link #T0}. */
  static String click(String item, long afterT0Ms) {
    return String.format(
        "{\"event_time\":%d,\"item_id\":\"%s\",\"type\":\"click\"}", T0 + afterT0Ms, item);
  }
}
