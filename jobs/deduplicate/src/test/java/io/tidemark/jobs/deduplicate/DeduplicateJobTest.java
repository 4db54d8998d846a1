package io.tidemark.jobs.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeduplicateJobTest {

  private static final long HORIZON_MS = 60_000;

  private final DeduplicateJob job = new DeduplicateJob();

  @TempDir private Path folder;

  @Test
  void withoutAHorizonThereIsNothingToDo() {
    assertThatThrownBy(() -> job.params(Parameters.of(JobParameters.all(job), List.of(Map.of()))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("dedup.horizon: 0 is off, and this job does nothing else");
  }

  @Test
  void theFirstCopyIsHandedOnAsItWasRead() throws Exception {
    String first =
        "{ \"event_id\" : \"e1\", \"user_id\":\"u1\",\"event_time\":1000, \"more\":[1, 2] }";

    assertThat(
            run(
                List.of(
                    first,
                    event("e1", 1_000),
                    "{\"event_id\":\"e1\",\"user_id\":\"u1\"}",
                    event("e2", 1_000))))
        .containsExactly(first, event("e2", 1_000));
    assertThat(ledger())
        .contains("\"read\":4,\"on_time\":2,")
        .contains("\"duplicate\":1,\"malformed\":1,")
        .contains("\"balanced\":true");
    assertThat(folder.resolve("out").resolve("late.jsonl")).isEmptyFile();
  }

  /** The model keeps every id for ever; in no order of arrival does that make a difference. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsHandedOnIsTheFirstArrivalOfEachIdWithinTheHorizon(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> events = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Map<String, List<Long>> kept = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      String id = "e" + random.nextInt(100);
      // In order within the bound of the watermark: what comes later may have been forgotten.
      long time = 1_000_000 + i * 500L - random.nextInt(5_000);
      events.add(event(id, time));
      List<Long> copies = kept.computeIfAbsent(id, unseen -> new ArrayList<>());
      if (copies.stream().noneMatch(copy -> Math.abs(copy - time) < HORIZON_MS)) {
        copies.add(time);
        expected.add(event(id, time));
      }
    }

    assertThat(run(events)).containsExactlyElementsOf(expected);
    assertThat(ledger())
        .contains("\"read\":500,\"on_time\":" + expected.size() + ",")
        .contains("\"balanced\":true");
  }

  private List<String> run(List<String> events) throws Exception {
    Path file = Files.write(folder.resolve("events.jsonl"), events);
    Map<String, String> values = new HashMap<>();
    values.putAll(Map.of("source", "file", "source.path", file.toString()));
    values.putAll(Map.of("sink", "file", "sink.path", folder.resolve("out").toString()));
    values.putAll(Map.of("group.by", "user", "event.time.format", "epoch-millis"));
    values.putAll(Map.of("dedup.horizon", HORIZON_MS + " ms", "watermark.emit", "per-event"));
    values.putAll(Map.of("parallelism", "1", "checkpoint.interval", "0"));
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(values));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    env.execute(job.name());
    return Files.readAllLines(folder.resolve("out").resolve("results.jsonl"));
  }

  private String ledger() throws Exception {
    return Files.readString(folder.resolve("out").resolve("ledger.jsonl"));
  }

  private static String event(String id, long time) {
    return String.format("{\"event_id\":\"%s\",\"user_id\":\"u1\",\"event_time\":%d}", id, time);
  }
}
