package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.kit.sink.Output;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that grow and join, event by event and with a pane for each, as those see them who read
 * the results with the clients of others.
 */
final class ChangelogITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final long GAP_MS = 10_000;
  private static final int EVENTS = 300;
  private static final int USERS = 5;

  @TempDir Path folder;

  private final Map<String, List<Long>> timesByUser = new TreeMap<>();

  /** In no order at all, so that most events join or extend what others have begun. */
  @BeforeEach
  void sendEvents() throws Exception {
    Random random = new Random(4);
    KAFKA.topics().create(KAFKA.events(), 2);
    for (int i = 0; i < EVENTS; i++) {
      String user = "u" + random.nextInt(USERS);
      long time = KafkaTopicsExtension.T0 + random.nextInt(700_000);
      timesByUser.computeIfAbsent(user, u -> new ArrayList<>()).add(time);
      KAFKA
          .topics()
          .send(
              KAFKA.events(),
              // A user's events stay in order, or the panes would be others in each run.
              user.hashCode() % 2,
              String.format("{\"event_time\":%d,\"user_id\":\"%s\"}", time, user));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"accumulating", "retracting"})
  void theUpsertTopicIsAViewWithoutGhostsForKafkaStreamsAndForFlinkSql(String accumulation)
      throws Exception {
    String topic = results("window.accumulation", accumulation);

    List<ConsumerRecord<byte[], byte[]>> records = KAFKA.topics().read(topic);
    assertThat(records).filteredOn(record -> record.value() == null).hasSizeGreaterThan(EVENTS / 4);

    Map<String, Long> asKafkaStreamsSeesIt = new TreeMap<>();
    KafkaStreamsTable.contents(KAFKA.bootstrapServers(), topic, KAFKA.topics().ends(topic), folder)
        .forEach(
            (key, value) ->
                asKafkaStreamsSeesIt.put(
                    windowOf(Topics.parse(key)), Topics.parse(value).path("count").asLong()));
    assertThat(asKafkaStreamsSeesIt).isEqualTo(expectedView());

    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    sql.executeSql(sessionsTable(topic)).await();
    Map<String, Long> asSqlSeesIt = new TreeMap<>();
    for (Row row : query(sql, "SELECT `key`, window_start, window_end, `count` FROM sessions")) {
      asSqlSeesIt.put(
          window(
              row.getFieldAs(0),
              row.<Instant>getFieldAs(1).toEpochMilli(),
              row.<Instant>getFieldAs(2).toEpochMilli()),
          row.getFieldAs(3));
    }
    assertThat(asSqlSeesIt).isEqualTo(expectedView());
    assertThat(query(sql, "SELECT COUNT(*), SUM(`count`) FROM sessions"))
        .containsExactly(Row.of((long) expectedView().size(), (long) EVENTS));
  }

  @Test
  void theFullTopicFoldsToTheSameView() throws Exception {
    String topic = results("window.accumulation", "retracting", "kafka.changelog", "full");

    Map<String, Long> view = new TreeMap<>();
    for (JsonNode row : KAFKA.topics().rows(topic)) {
      String window = windowOf(row);
      long count = row.path("count").asLong();
      switch (row.path("op").asText()) {
        case "+I", "+U" -> assertThat(view.put(window, count)).as(row.toString()).isNull();
        case "-U", "-D" -> assertThat(view.remove(window)).as(row.toString()).isEqualTo(count);
        default -> throw new AssertionError(row);
      }
    }
    assertThat(view).isEqualTo(expectedView());
  }

  @Test
  void theSharesOfDiscardedPanesAddUpAndNoneReplacesAnother() throws Exception {
    String topic = results("window.accumulation", "discarding");

    assertThat(KAFKA.topics().read(topic))
        .extracting(record -> Topics.parse(record.key()))
        .doesNotHaveDuplicates();
    Map<String, Long> byUser = new TreeMap<>();
    KAFKA
        .topics()
        .rows(topic)
        .forEach(
            row -> byUser.merge(row.path("key").asText(), row.path("count").asLong(), Long::sum));
    Map<String, Long> expected = new TreeMap<>();
    timesByUser.forEach((user, times) -> expected.put(user, (long) times.size()));
    assertThat(byUser).isEqualTo(expected);
  }

  /** Runs user-sessions over the events, and tells which topic it wrote. */
  private static String results(String... parameters) throws Exception {
    String topic = KAFKA.topic(Output.RESULTS) + ".compacted";
    // Such a topic takes no record without a key.
    KAFKA.topics().create(topic, 3, Map.of("cleanup.policy", "compact"));
    String[] common = {
      "kafka.stop", "latest",
      "kafka.topic.results", topic,
      "parallelism", "2",
      "window.early-count", "1",
      "window.allowed-lateness", "1h",
      "watermark.max-out-of-orderness", "10min",
    };
    KAFKA
        .userSessions(Stream.of(common, parameters).flatMap(Stream::of).toArray(String[]::new))
        .execute();
    return topic;
  }

  /** How many events each session has, by brute force. */
  private Map<String, Long> expectedView() {
    Map<String, Long> view = new TreeMap<>();
    timesByUser.forEach(
        (user, times) -> {
          List<Long> sorted = times.stream().sorted().toList();
          int first = 0;
          for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i) > sorted.get(i - 1) + GAP_MS) {
              view.put(
                  window(user, sorted.get(first), sorted.get(i - 1) + GAP_MS), (long) i - first);
              first = i;
            }
          }
        });
    return view;
  }

  private static String windowOf(JsonNode row) {
    return window(
        row.path("key").asText(),
        Instant.parse(row.path("window_start").asText()).toEpochMilli(),
        Instant.parse(row.path("window_end").asText()).toEpochMilli());
  }

  private static String window(String key, long start, long end) {
    return key + "@" + start + "/" + end;
  }

  /** The topic as a table of Flink's, up to where it ends now. */
  private static String sessionsTable(String topic) {
    return String.format(
        """
        CREATE TABLE sessions (
          `key` STRING,
          window_start TIMESTAMP_LTZ(3),
          window_end TIMESTAMP_LTZ(3),
          `count` BIGINT,
          PRIMARY KEY (`key`, window_start, window_end) NOT ENFORCED
        ) WITH (
          'connector' = 'upsert-kafka',
          'topic' = '%s',
          'properties.bootstrap.servers' = '%s',
          'scan.bounded.mode' = 'latest-offset',
          'key.format' = 'json',
          'key.json.timestamp-format.standard' = 'ISO-8601',
          'value.format' = 'json',
          'value.json.timestamp-format.standard' = 'ISO-8601'
        )
        """,
        topic, KAFKA.bootstrapServers());
  }

  /** What is left of a query's rows when all has been read. */
  private static List<Row> query(TableEnvironment sql, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> changes = sql.executeSql(query).collect()) {
      while (changes.hasNext()) {
        Row change = changes.next();
        boolean isNew =
            change.getKind() == RowKind.INSERT || change.getKind() == RowKind.UPDATE_AFTER;
        change.setKind(RowKind.INSERT);
        if (isNew) {
          rows.add(change);
        } else {
          assertThat(rows.remove(change)).as(change.toString()).isTrue();
        }
      }
    }
    return rows;
  }
}
