package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cluster.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More keys than a TaskManager's memory can hold, in RocksDB; and that TaskManager is killed in the
 * middle. {@code -Dlimits.keys} makes them fewer.
 */
@Tag("long")
final class LimitsITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final String TASK_MANAGER = "taskmanager-1";
  private static final int PARTITIONS = 4;
  private static final long KILOBYTES_OF_MEMORY = 1024 * 1024;

  /** Every so manieth key has a second event. */
  private static final int SECOND = 10;

  private final int keys = Integer.getInteger("limits.keys", 10_000_000);
  private final int kafkaPort = LoopbackPort.free();
  private final int restPort = LoopbackPort.free();

  @TempDir Path home;

  private Topics topics;
  private long mostKilobytes;

  LimitsITCase() throws IOException {}

  @BeforeEach
  void up() throws Exception {
    BuiltHome.link(home);
    TidemarkProcess.run(
        home,
        "cluster",
        "up",
        "--memory=1gb",
        "--slots=2",
        "--rest.port=" + restPort,
        "--kafka.port=" + kafkaPort);
    topics = new Topics("127.0.0.1:" + kafkaPort);
    topics.create("events", PARTITIONS);
    for (Output output : Output.OF_EVERY_JOB) {
      topics.create(output.label(), 1);
    }
  }

  @AfterEach
  void down() throws Exception {
    topics.close();
    TidemarkProcess.run(home, "cluster", "down");
    BuiltHome.unlink(home);
  }

  @Test
  @Timeout(3_600)
  void moreKeysThanMemoryHoldsAreCountedThoughTheTaskManagerIsKilled() throws Exception {
    int events = keys + (keys + SECOND - 1) / SECOND;
    send();
    submit();
    awaitRead(events / 2);
    ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
    long killed = System.nanoTime();
    int rows = ledger().size();
    TidemarkProcess.run(home, "cluster", "restart", TASK_MANAGER);
    await().atMost(PATIENCE).until(() -> ledger().size() > rows + 1);
    double recovered = (System.nanoTime() - killed) / 1e9;
    awaitRead(events);
    await().atMost(PATIENCE).until(() -> lastRow().path("final").asBoolean());

    assertThat(ledger()).allSatisfy(row -> assertThat(row.path("balanced").asBoolean()).isTrue());
    assertThat(OutputFiles.counts(lastRow()))
        .containsEntry("read", (long) events)
        .containsEntry("on_time", (long) events);
    assertEachKeyIsThereOnce();
    System.out.printf(
        Locale.ROOT,
        "%,d keys, %,d events: on again %.1f s after the kill; at most %,d MB of memory%n",
        keys,
        events,
        recovered,
        mostKilobytes / 1024);
    assertThat(mostKilobytes).isLessThanOrEqualTo(KILOBYTES_OF_MEMORY);
  }

  private void send() {
    for (int i = 0; i < keys; i++) {
      topics.feed("events", i % PARTITIONS, click("k" + i, 0));
    }
    for (int i = 0; i < keys; i += SECOND) {
      topics.feed("events", i / SECOND % PARTITIONS, click("k" + i, 1));
    }
    topics.flush();
  }

  private void submit() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "submit",
                "click-counts",
                "--flink.rest=http://localhost:" + restPort,
                "--kafka.bootstrap.servers=127.0.0.1:" + kafkaPort,
                "--source=kafka",
                "--kafka.topic.events=events",
                "--kafka.stop=latest",
                "--sink=kafka",
                "--kafka.delivery-guarantee=exactly-once",
                "--window.size=1d",
                "--parallelism=2",
                "--state.backend=rocksdb",
                "--checkpoint.interval=5s"));
    Output.OF_EVERY_JOB.forEach(
        output -> command.add("--kafka.topic." + output.label() + "=" + output.label()));
    TidemarkProcess.run(home, command.toArray(String[]::new));
  }

  private void awaitRead(long events) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              mostKilobytes = Math.max(mostKilobytes, residentKilobytes());
              return lastRow().path("read").asLong() >= events;
            });
  }

  /** Of all the memory that the process has had at once, by the kernel's own count. */
  private long residentKilobytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private long pid() throws IOException {
    Path file = home.resolve(".tidemark/cluster/pid").resolve(TASK_MANAGER + ".pid");
    return JSON.readTree(file.toFile()).path("pid").asLong();
  }

  private List<JsonNode> ledger() {
    return topics.rows(Output.LEDGER.label());
  }

  private JsonNode lastRow() {
    List<JsonNode> rows = ledger();
    return rows.isEmpty() ? JSON.createObjectNode() : rows.get(rows.size() - 1);
  }

  private void assertEachKeyIsThereOnce() {
    BitSet seen = new BitSet(keys);
    topics.forEach(
        Output.RESULTS.label(),
        row -> {
          JsonNode result = Topics.parse(row.value());
          int key = Integer.parseInt(result.path("key").asText().substring(1));
          assertThat(seen.get(key)).as("k%d was there before", key).isFalse();
          seen.set(key);
          assertThat(result.path("count").asInt()).isEqualTo(key % SECOND == 0 ? 2 : 1);
        });
    assertThat(seen.cardinality()).isEqualTo(keys);
  }
}
