package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.YamlFile;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cli.JobCatalog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole jobs, as their {@code conf/<job>.yaml} has them, go on from the savepoints that an earlier
 * build took; those are in the repository, one for each job that there is. What comes out must be
 * what came out of that build, and the books must go on.
 *
 * <p>If the state's format has to change in a way that they cannot be read any more, users lose
 * theirs too: then say so in the change log, and write new ones with the command on the page about
 * tests.
 */
final class GoldenSavepointsITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final Path FOLDER =
      TidemarkProcess.REPOSITORY.resolve("src-test/src/test/resources/savepoints");

  /** Given on Maven's command line, they are written and not read. */
  private static final boolean WRITES = Boolean.getBoolean("savepoints.write");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BEFORE = 120;
  private static final int AFTER = 120;

  @TempDir Path folder;

  static Collection<String> jobs() {
    return JobCatalog.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobGoesOnFromTheSavepointOfAnEarlierBuild(String name) throws Exception {
    Job<?, ?> job = JobCatalog.all().get(name);
    Path golden = FOLDER.resolve(name);
    Run run = new Run(job, "golden." + name);
    KAFKA.topics().create(run.events(), 1);
    send(name, run.events(), 0, BEFORE);
    if (WRITES) {
      write(new Run(job, run.events()), golden);
    }
    assertThat(golden.resolve("_metadata"))
        .as("the page about tests has the command that writes a savepoint of %s", name)
        .exists();

    JobClient client = run.start(golden.toUri().toString());
    send(name, run.events(), BEFORE, BEFORE + AFTER);
    run.awaitRead(BEFORE + AFTER);
    stop(client, true);

    Path expected = golden.resolve("expected.txt");
    if (WRITES) {
      Files.write(expected, run.results());
    }
    assertThat(run.results()).isEqualTo(Files.readAllLines(expected)).hasSizeGreaterThan(1);
    assertThat(run.ledger())
        .allSatisfy(row -> assertThat(row.path("balanced").asBoolean()).isTrue());
    assertThat(run.ledger().get(run.ledger().size() - 1).path("final").asBoolean()).isTrue();
  }

  private void write(Run run, Path golden) throws Exception {
    FileUtils.deleteDirectory(golden.toFile());
    JobClient client = run.start(null);
    run.awaitRead(BEFORE);
    Path savepoint = Path.of(URI.create(stop(client, false)));
    Files.createDirectories(golden);
    // A state of some size has files of its own beside the one that names them.
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, golden.resolve(file.getFileName()));
      }
    }
  }

  private String stop(JobClient client, boolean drains) throws Exception {
    return client
        .stopWithSavepoint(drains, folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void send(String job, String topic, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      KAFKA.topics().send(topic, 0, job.equals("late-repair") ? row(i) : record(i));
    }
  }

  /** Now and then a record that is broken, seen before or a minute late. */
  private static String record(int i) {
    if (i % 29 == 28) {
      return "{";
    }
    int id = i % 17 == 16 ? i - 10 : i;
    long time = T0 + id * 500L - (id % 13 == 12 ? 60_000 : id % 3 * 700L);
    return String.format(
        Locale.ROOT,
        "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"item_id\":\"i%d\",\"type\":\"%s\","
            + "\"event_time\":%d,\"sent_time\":%d,\"received_time\":%d,\"value\":%d}",
        id,
        id / 7 % 5,
        id % 4,
        List.of("click", "view", "click", "share", "like").get(id % 5),
        time,
        T0 + id * 500L,
        T0 + id * 500L + 40,
        id % 9);
  }

  /** What another job has written: late events and results, now and then one that is broken. */
  private static String row(int i) {
    if (i % 29 == 28) {
      return "{";
    }
    Instant start = Instant.ofEpochMilli(T0 + i / 8 % 5 * 10_000L);
    Instant end = start.plusSeconds(10);
    return i % 4 == 0
        ? String.format(
            Locale.ROOT,
            "{\"op\":\"%s\",\"key\":\"i%d\",\"window_start\":\"%s\",\"window_end\":\"%s\","
                + "\"timing\":\"LATE\",\"pane\":%d,\"last\":false,\"count\":%d}",
            i == 0 ? "+I" : "+U",
            i % 3,
            start,
            end,
            i,
            i)
        : String.format(
            Locale.ROOT,
            "{\"event\":{\"event_id\":\"e%d\",\"item_id\":\"i%d\"},\"event_time\":\"%s\","
                + "\"watermark\":\"%s\",\"outcome\":\"late_dropped\",\"missed_windows\":["
                + "{\"start\":\"%s\",\"end\":\"%s\"}]}",
            i,
            i % 4,
            start,
            end,
            start,
            end);
  }

  /** One run of a job, with topics of its own for what it writes. */
  private static final class Run {

    private final Job<?, ?> job;
    private final String events;
    private final Map<String, String> values;

    Run(Job<?, ?> job, String events) throws Exception {
      this.job = job;
      this.events = events;
      this.values = values(events);
      if (JobParameters.all(job).contains(WindowParameters.EARLY_INTERVAL)) {
        // Else how long a restore takes would have a say in what comes out.
        values.put(WindowParameters.EARLY_INTERVAL.key(), "0s");
      }
      for (String topic : topics().keySet()) {
        KAFKA.topics().create(topic, 1);
      }
    }

    String events() {
      return events;
    }

    private static Map<String, String> values(String events) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("source", "kafka");
      values.put("kafka.topic.events", events);
      values.put("kafka.bootstrap.servers", KAFKA.bootstrapServers());
      values.put("sink", "kafka");
      values.put("watermark.emit", "per-event");
      // One after the other, so that each run has the same late events.
      values.put("parallelism", "1");
      values.put("checkpoint.interval", "200ms");
      String prefix = "g" + UUID.randomUUID() + ".";
      for (Output output : Output.values()) {
        values.put("kafka.topic." + output.label(), prefix + output.label());
      }
      return values;
    }

    private Parameters parameters() {
      Path yaml = TidemarkProcess.REPOSITORY.resolve("conf").resolve(job.name() + ".yaml");
      return Parameters.of(JobParameters.all(job), List.of(values, YamlFile.read(yaml)));
    }

    private Map<String, Output> topics() {
      return JobTopics.of(job, parameters());
    }

    JobClient start(String savepoint) throws Exception {
      if (savepoint != null) {
        values.put("flink.execution.state-recovery.path", savepoint);
      }
      return JobRun.of(job, parameters()).executeAsync();
    }

    void awaitRead(int records) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                List<JsonNode> rows = ledger();
                return !rows.isEmpty() && rows.get(rows.size() - 1).path("read").asInt() == records;
              });
    }

    List<JsonNode> ledger() {
      return KAFKA.topics().rows(values.get("kafka.topic.ledger"));
    }

    /** All results, and what the books say at the end. */
    List<String> results() {
      List<String> lines = new ArrayList<>();
      topics()
          .forEach(
              (topic, output) -> {
                if (output == Output.RESULTS) {
                  for (ConsumerRecord<byte[], byte[]> row : KAFKA.topics().read(topic)) {
                    lines.add(text(row.value()));
                  }
                }
              });
      lines.sort(null);
      List<JsonNode> rows = ledger();
      lines.add(OutputFiles.counts(rows.get(rows.size() - 1)).toString());
      return lines;
    }

    private static String text(byte[] value) {
      return value == null ? "tombstone" : new String(value, StandardCharsets.UTF_8);
    }
  }
}
