package io.tidemark.jobs.activityanomalies;

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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityAnomaliesJobTest {

  private static final Map<String, String> VALUES =
      Map.of(
          "anomaly.on", "value",
          "event.time", "/timestamp",
          "event.value", "/value",
          "group.by", "/series",
          "anomaly.emit", "all");

  private static final Map<String, String> COUNTS =
      Map.of(
          "event.time.format", "epoch-millis",
          "window.size", "1s",
          "window.allowed-lateness", "1h",
          "anomaly.forget-after", "1h",
          "watermark.emit", "per-event",
          "watermark.max-out-of-orderness", "0s",
          "group.by", "type");

  private final ActivityAnomaliesJob job = new ActivityAnomaliesJob();

  @TempDir private Path folder;

  @Test
  void aFeedOfKeyTimeAndValueIsEnoughAndEachRecordHasARow() throws Exception {
    List<String> rows =
        run(
            List.of(
                "{\"series\":\"a\",\"timestamp\":\"2014-02-14 14:30:00\",\"value\":1.5}",
                "{\"series\":\"a\",\"timestamp\":\"2014-02-14 14:20:00\",\"value\":-2}",
                "{\"series\":\"a\",\"timestamp\":\"2014-02-14 14:25:00\"}",
                "{\"series\":\"a\",\"timestamp\":\"2014-02-14 14:25:00\",\"value\":1e999}",
                "{\"series\":\"b\",\"timestamp\":\"2014-02-14 14:30:00\",\"value\":3}"),
            VALUES);

    assertThat(rows)
        .containsExactly(
            "{\"op\":\"+I\",\"key\":\"a\",\"event_time\":\"2014-02-14T14:30:00.000Z\",\"value\":1.5,"
                + "\"score\":0.0,\"expected_low\":1.5,\"expected_high\":1.5,\"alert\":false,"
                + "\"reason\":\"\"}",
            "{\"op\":\"+I\",\"key\":\"a\",\"event_time\":\"2014-02-14T14:20:00.000Z\",\"value\":-2.0,"
                + "\"score\":0.0,\"expected_low\":-2.0,\"expected_high\":-2.0,\"alert\":false,"
                + "\"reason\":\"\"}",
            "{\"op\":\"+I\",\"key\":\"b\",\"event_time\":\"2014-02-14T14:30:00.000Z\",\"value\":3.0,"
                + "\"score\":0.0,\"expected_low\":3.0,\"expected_high\":3.0,\"alert\":false,"
                + "\"reason\":\"\"}");
    assertThat(ledger()).contains("\"read\":5,\"on_time\":3,").contains("\"malformed\":2,");
  }

  @Test
  void onlyAlertsAreWrittenUnlessAllAreAskedFor() throws Exception {
    Map<String, String> values = new HashMap<>(VALUES);
    values.put("anomaly.emit", "alerts");
    List<String> feed = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      feed.add(
          String.format(
              "{\"series\":\"a\",\"timestamp\":%d,\"value\":%d}", i, i == 250 ? 99 : i % 3));
    }

    assertThat(run(feed, values))
        .singleElement()
        .asString()
        .contains("\"event_time\":\"1970-01-01T00:04:10.000Z\",\"value\":99.0,")
        .contains("\"alert\":true");
  }

  @Test
  void aKeyThatGoesQuietIsAnAlertAndALateEventTakesItBack() throws Exception {
    List<String> feed = new ArrayList<>();
    for (int second = 0; second < 200; second++) {
      if (second != 180) {
        addEvents(feed, second, 20 + second % 3);
      }
    }
    List<String> quiet = run(feed, COUNTS);
    assertThat(quiet)
        .singleElement()
        .asString()
        .startsWith("{\"op\":\"+I\",\"key\":\"x\",\"window_start\":\"1970-01-01T00:03:00.000Z\"")
        .contains("\"value\":0.0,")
        .contains("\"alert\":true");

    addEvents(feed, 180, 20);
    List<String> corrected = run(feed, COUNTS);

    assertThat(corrected.get(0)).isEqualTo(quiet.get(0));
    assertThat(corrected.get(corrected.size() - 1)).startsWith("{\"op\":\"-D\"");
    assertThat(view(corrected)).isEmpty();
    assertThat(ledger()).contains("\"late_refined\":20,").contains("\"balanced\":true");
  }

  @Test
  void theOrderOfArrivalDoesNotMatterToTheView() throws Exception {
    Random random = new Random(2);
    List<String> feed = new ArrayList<>();
    for (int second = 0; second < 150; second++) {
      addEvents(feed, second, second == 130 ? 40 : 1 + random.nextInt(8));
    }
    Map<String, String> all = new HashMap<>(COUNTS);
    all.put("anomaly.emit", "all");
    // What only becomes known at the end is what there is no silence after.
    addEvents(feed, 151, 1);
    Map<String, String> inOrder = view(run(feed, all));
    Collections.shuffle(feed, random);

    assertThat(view(run(feed, all))).isEqualTo(inOrder).hasSize(152);
  }

  @ParameterizedTest
  @CsvSource({
    "anomaly.threshold, 0, 'anomaly.threshold: 0.0 is not above 0 and up to 1'",
    "anomaly.forget-after, 0s, 'anomaly.forget-after: must be at least 1ms'",
    "anomaly.detector, noveltys, 'anomaly.detector: ''noveltys'' is none of novelty, records,"
        + " relative-entropy, gaussian; did you mean novelty?'",
    "window.session-gap, 1min, 'window.session-gap: no such parameter; did you mean window.size?'"
  })
  void whatMakesNoSenseIsRefused(String key, String value, String message) {
    assertThatThrownBy(
            () ->
                job.params(
                    Parameters.of(
                        JobParameters.all(job), List.of(Map.of("window.size", "1s", key, value)))))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  private static void addEvents(List<String> feed, int second, int events) {
    for (int i = 0; i < events; i++) {
      feed.add(String.format("{\"type\":\"x\",\"event_time\":%d}", second * 1_000 + i));
    }
  }

  /** The last row of each window that was not taken back. */
  private static Map<String, String> view(List<String> rows) {
    Map<String, String> view = new HashMap<>();
    for (String row : rows) {
      String op = row.substring(7, 9);
      String window = row.substring(row.indexOf("\"key\""), row.indexOf("\"event_time\""));
      if (op.equals("-U") || op.equals("-D")) {
        assertThat(view.remove(window)).isEqualTo(row.substring(10));
      } else {
        assertThat(view.put(window, row.substring(10))).isNull();
      }
    }
    return view;
  }

  private List<String> run(List<String> events, Map<String, String> more) throws Exception {
    Path file = Files.write(folder.resolve("events.jsonl"), events);
    Map<String, String> all = new HashMap<>(more);
    all.putAll(Map.of("source", "file", "source.path", file.toString()));
    all.putAll(Map.of("sink", "file", "sink.path", folder.resolve("out").toString()));
    all.putAll(Map.of("parallelism", "1", "checkpoint.interval", "0"));
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(all));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    env.execute(job.name());
    return Files.readAllLines(folder.resolve("out").resolve("results.jsonl"));
  }

  private String ledger() throws Exception {
    return Files.readString(folder.resolve("out").resolve("ledger.jsonl"));
  }
}
