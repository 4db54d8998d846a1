package io.tidemark.jobs.usersessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.sink.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSessionsJobTest {

  private final UserSessionsJob job = new UserSessionsJob();

  @TempDir private Path folder;

  @Test
  void parametersAreKnownOnce() {
    assertThat(JobParameters.all(job)).extracting(Parameter::key).doesNotHaveDuplicates();
  }

  @Test
  void itemsThatAreNotThereAreNull() {
    WindowResult<UserSession> result =
        new WindowResult<>(
            RowKind.INSERT,
            "u1",
            new WindowBounds(0, 60_000),
            Timing.ON_TIME,
            0,
            0,
            true,
            new UserSession(
                2,
                new Step(0, "e1", null),
                List.of(new Step(0, "e1", null), new Step(1_500, "e2", "i1"))));
    UserSessionsParams params =
        job.params(
            Parameters.of(JobParameters.all(job), List.of(Map.of("window.session-gap", "1min"))));
    assertThat(new String(job.resultFormat(params).toLine(result), UTF_8))
        .endsWith(
            ",\"count\":2,\"duration_ms\":1500,\"entry_item\":null,\"exit_item\":\"i1\","
                + "\"path\":[null,\"i1\"],\"bounce\":false}");
  }

  @Test
  void aShareOfNothingHasNoItems() {
    assertThat(new String(Json.object(UserSession.EMPTY::writeColumns), UTF_8))
        .isEqualTo(
            "{\"count\":0,\"duration_ms\":0,\"entry_item\":null,\"exit_item\":null,"
                + "\"path\":[],\"bounce\":false}");
  }

  @Test
  void aPathHasAtLeastOneItem() {
    Parameters none =
        Parameters.of(
            JobParameters.all(job),
            List.of(Map.of("window.session-gap", "1min", "session.path", "0")));
    assertThatThrownBy(() -> job.params(none)).hasMessage("session.path: 0 is below 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aLateEventJoinsTwoSessionsWhichAreTakenBack(String backend) throws Exception {
    assertThat(joinTwoSessions("retracting", backend))
        .containsExactly(
            row("+I", "u1", "10:00:00", "10:00:14", "ON_TIME", 0, false, 2, 4_000, "i1", "i2"),
            row("+I", "u1", "10:00:20", "10:00:30", "ON_TIME", 0, false, 1, 0, "i3"),
            row("-D", "u1", "10:00:00", "10:00:14", "LATE", 1, true, 2, 4_000, "i1", "i2"),
            row("-D", "u1", "10:00:20", "10:00:30", "LATE", 1, true, 1, 0, "i3"),
            row(
                "+I",
                "u1",
                "10:00:00",
                "10:00:30",
                "LATE",
                0,
                false,
                4,
                20_000,
                "i1",
                "i2",
                "i4",
                "i3"),
            row(
                "-U",
                "u1",
                "10:00:00",
                "10:00:30",
                "LATE",
                1,
                false,
                4,
                20_000,
                "i1",
                "i2",
                "i4",
                "i3"),
            row(
                "+U",
                "u1",
                "10:00:00",
                "10:00:30",
                "LATE",
                1,
                false,
                5,
                20_000,
                "i1",
                "i2",
                "i4",
                "i5",
                "i3"),
            row("+I", "u2", "10:01:00", "10:01:10", "ON_TIME", 0, true, 1, 0, "i9"));
    assertThat(Files.readString(folder.resolve("out").resolve("ledger.jsonl")))
        .contains("\"on_time\":4,\"late_refined\":2,")
        .contains("\"balanced\":true");
  }

  @Test
  void whatAccumulatesTakesNothingBack() throws Exception {
    assertThat(joinTwoSessions("accumulating", "hashmap"))
        .containsExactly(
            row("+I", "u1", "10:00:00", "10:00:14", "ON_TIME", 0, false, 2, 4_000, "i1", "i2"),
            row("+I", "u1", "10:00:20", "10:00:30", "ON_TIME", 0, false, 1, 0, "i3"),
            row(
                "+I",
                "u1",
                "10:00:00",
                "10:00:30",
                "LATE",
                0,
                false,
                4,
                20_000,
                "i1",
                "i2",
                "i4",
                "i3"),
            row(
                "+U",
                "u1",
                "10:00:00",
                "10:00:30",
                "LATE",
                1,
                false,
                5,
                20_000,
                "i1",
                "i2",
                "i4",
                "i5",
                "i3"),
            row("+I", "u2", "10:01:00", "10:01:10", "ON_TIME", 0, true, 1, 0, "i9"));
  }

  @Test
  void sharesOfASessionAddUp() throws Exception {
    assertThat(joinTwoSessions("discarding", "hashmap"))
        .containsExactly(
            row("+I", "u1", "10:00:00", "10:00:14", "ON_TIME", 0, false, 2, 4_000, "i1", "i2"),
            row("+I", "u1", "10:00:20", "10:00:30", "ON_TIME", 0, false, 1, 0, "i3"),
            row("+I", "u1", "10:00:00", "10:00:30", "LATE", 0, false, 1, 0, "i4"),
            row("+I", "u1", "10:00:00", "10:00:30", "LATE", 1, false, 1, 0, "i5"),
            row("+I", "u2", "10:01:00", "10:01:10", "ON_TIME", 0, true, 1, 0, "i9"));
  }

  /** Behind the windows there is one writer to each, called in the order in which they emit. */
  @ParameterizedTest
  @CsvSource({
    "accumulating, upsert, at-least-once",
    "accumulating, full,   at-least-once",
    "retracting,   upsert, exactly-once",
    "discarding,   upsert, at-least-once",
  })
  void theKafkaSinkOfResultsIsChainedToTheWindows(
      String accumulation, String changelog, String guarantee) {
    StreamExecutionEnvironment env =
        built(
            Map.of("source", "kafka", "sink", "print,kafka", "window.session-gap", "10s"),
            Map.of("window.accumulation", accumulation, "kafka.changelog", changelog),
            Map.of("kafka.delivery-guarantee", guarantee, "parallelism", "2"));

    assertThat(env.getStreamGraph().getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .anySatisfy(
            name ->
                assertThat(name).startsWith("user-sessions").contains("results-to-kafka: Writer"));
  }

  /** What a late event makes of two sessions that it joins, before another one of its kind. */
  private List<String> joinTwoSessions(String accumulation, String backend) throws Exception {
    Path events = folder.resolve("events.jsonl");
    Files.write(
        events,
        List.of(
            event("u1", "i1", "10:00:00"),
            event("u1", "i2", "10:00:04"),
            event("u1", "i3", "10:00:20"),
            // Both sessions are complete now ...
            event("u2", "i9", "10:01:00"),
            // ... and here is what they had in common ...
            event("u1", "i4", "10:00:12"),
            // ... with what changes no bounds.
            event("u1", "i5", "10:00:13")));

    built(
            Map.of("source", "file", "source.path", events.toString()),
            Map.of("sink", "file", "sink.path", folder.resolve("out").toString()),
            Map.of("group.by", "user", "window.session-gap", "10s"),
            Map.of("window.accumulation", accumulation, "window.allowed-lateness", "1min"),
            Map.of("watermark.max-out-of-orderness", "0s", "watermark.emit", "per-event"),
            Map.of("parallelism", "1", "checkpoint.interval", "0", "state.backend", backend))
        .execute(job.name());
    return Files.readAllLines(folder.resolve("out").resolve("results.jsonl"));
  }

  @SafeVarargs
  private StreamExecutionEnvironment built(Map<String, String>... values) {
    Map<String, String> all = new HashMap<>();
    for (Map<String, String> some : values) {
      all.putAll(some);
    }
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(all));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    return env;
  }

  private static String event(String user, String item, String time) {
    return String.format(
        "{\"user_id\":\"%s\",\"item_id\":\"%s\",\"event_time\":\"2026-01-01T%sZ\"}",
        user, item, time);
  }

  private static String row(
      String op,
      String key,
      String start,
      String end,
      String timing,
      int pane,
      boolean last,
      long count,
      long durationMs,
      String... path) {
    return String.format(
        "{\"op\":\"%s\",\"key\":\"%s\",\"window_start\":\"2026-01-01T%s.000Z\","
            + "\"window_end\":\"2026-01-01T%s.000Z\",\"timing\":\"%s\",\"pane\":%d,"
            + "\"last\":%s,\"count\":%d,\"duration_ms\":%d,\"entry_item\":\"%s\","
            + "\"exit_item\":\"%s\",\"path\":[\"%s\"],\"bounce\":%s}",
        op,
        key,
        start,
        end,
        timing,
        pane,
        last,
        count,
        durationMs,
        path[0],
        path[path.length - 1],
        String.join("\",\"", path),
        count == 1);
  }
}
