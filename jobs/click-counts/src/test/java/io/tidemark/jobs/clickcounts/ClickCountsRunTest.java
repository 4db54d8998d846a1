package io.tidemark.jobs.clickcounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job from a file to files, in a MiniCluster, with an event of every fate. */
class ClickCountsRunTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void everyEventEndsInOneOutputAndTheBooksBalance(String stateBackend) throws Exception {
    Path events = folder.resolve("events.jsonl");
    Files.write(
        events,
        List.of(
            event("1", "u1", "i1", "click", "10:00:01"),
            event("2", "u2", "i1", "click", "10:00:04"),
            event("2", "u2", "i1", "click", "10:00:04"),
            event("4", "u2", "i1", "view", "10:00:05"),
            "{\"event_id\":\"5\",",
            // It completes the first window.
            event("6", "u1", "i1", "click", "10:00:12"),
            event("7", "u3", "i1", "click", "10:00:05"),
            // It completes the second one and leaves the first one behind.
            event("8", "u1", "i2", "click", "10:00:25"),
            event("9", "u1", "i1", "click", "10:00:07"),
            event("10", "u1", "i1", "click", "12:00:00")));

    run(
        Map.of(
            "source", "file",
            "source.path", events.toString(),
            "sink", "file",
            "sink.path", folder.resolve("out").toString(),
            "filter.types", "click",
            "dedup.horizon", "1min",
            "distinct", "user",
            "state.backend", stateBackend),
        Map.of(
            "watermark.max-out-of-orderness", "0",
            "watermark.emit", "per-event",
            "window.size", "10s",
            "window.allowed-lateness", "5s",
            "parallelism", "1",
            "checkpoint.interval", "0"));

    assertThat(lines("results.jsonl"))
        .containsExactly(
            result(
                "+I", "i1", "00", "10", "\"timing\":\"ON_TIME\",\"pane\":0,\"last\":false", 2, 2),
            result("+U", "i1", "00", "10", "\"timing\":\"LATE\",\"pane\":1,\"last\":false", 3, 3),
            result("+I", "i1", "10", "20", "\"timing\":\"ON_TIME\",\"pane\":0,\"last\":true", 1, 1),
            result(
                "+I", "i2", "20", "30", "\"timing\":\"ON_TIME\",\"pane\":0,\"last\":true", 1, 1));
    assertThat(lines("late.jsonl"))
        .containsExactly(
            "{\"event\":"
                + event("9", "u1", "i1", "click", "10:00:07")
                + ",\"event_time\":\"2026-01-01T10:00:07.000Z\","
                + "\"watermark\":\"2026-01-01T10:00:24.999Z\",\"outcome\":\"late_dropped\","
                + "\"missed_windows\":[{\"start\":\"2026-01-01T10:00:00.000Z\","
                + "\"end\":\"2026-01-01T10:00:10.000Z\"}]}");
    assertThat(lines("dead-letters.jsonl"))
        .satisfiesExactly(
            malformed ->
                assertThat(malformed)
                    .startsWith("{\"reason\":\"malformed\",")
                    .contains("\"file\":\"" + events + "\",\"line\":5,")
                    .endsWith("\"raw\":\"{\\\"event_id\\\":\\\"5\\\",\"}"),
            future ->
                assertThat(future).startsWith("{\"reason\":\"future\",").contains("\"line\":10,"));
    assertThat(lines("ledger.jsonl"))
        .containsExactly(
            "{\"checkpoint\":1,\"final\":true,\"read\":10,\"on_time\":4,\"late_refined\":1,"
                + "\"late_partial\":0,\"late_dropped\":1,\"filtered\":1,\"duplicate\":1,"
                + "\"malformed\":1,\"future\":1,\"assigned\":6,\"assigned_on_time\":4,"
                + "\"assigned_late_refined\":1,\"assigned_late_dropped\":1,\"in_flight\":0,"
                + "\"balanced\":true}");
  }

  @Test
  void theFeedItselfSaysHowFarEventTimeIs() throws Exception {
    Path events = folder.resolve("marked.jsonl");
    Files.write(
        events,
        List.of(
            event("1", "u1", "i1", "click", "10:00:01"),
            // No watermark follows it, however late it is.
            event("2", "u1", "i1", "click", "10:00:25"),
            event("3", "u1", "i1", "click", "10:00:02"),
            "{\"type\":\"tick\",\"event_time\":\"2026-01-01T10:00:09.999Z\"}",
            event("4", "u1", "i1", "click", "10:00:03")));

    run(
        Map.of("source", "file", "source.path", events.toString()),
        Map.of(
            "sink", "file",
            "sink.path", folder.resolve("out").toString(),
            "watermark.strategy", "punctuated",
            "watermark.mark-type", "tick",
            "window.size", "10s",
            "parallelism", "1",
            "checkpoint.interval", "0"));

    assertThat(lines("results.jsonl"))
        .hasSize(2)
        .first()
        .asString()
        .contains("\"timing\":\"ON_TIME\"")
        .endsWith("\"count\":2}");
    assertThat(lines("late.jsonl"))
        .singleElement()
        .asString()
        .contains("\"watermark\":\"2026-01-01T10:00:09.999Z\"");
    assertThat(lines("ledger.jsonl").get(0))
        .contains("\"read\":5,\"on_time\":3,", "\"filtered\":1,", "\"malformed\":0,")
        .endsWith("\"balanced\":true}");
  }

  private static void run(Map<String, String> what, Map<String, String> when) throws Exception {
    ClickCountsJob job = new ClickCountsJob();
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(what, when));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    env.execute(job.name());
  }

  private static String event(String id, String user, String item, String type, String time) {
    return String.format(
        "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"type\":\"%s\","
            + "\"event_time\":\"2026-01-01T%sZ\",\"received_time\":\"2026-01-01T10:00:30Z\"}",
        id, user, item, type, time);
  }

  private static String result(
      String op, String key, String start, String end, String pane, long count, long users) {
    return String.format(
        "{\"op\":\"%s\",\"key\":\"%s\",\"window_start\":\"2026-01-01T10:00:%s.000Z\","
            + "\"window_end\":\"2026-01-01T10:00:%s.000Z\",%s,\"count\":%d,\"distinct_users\":%d}",
        op, key, start, end, pane, count, users);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("out").resolve(file));
  }
}
