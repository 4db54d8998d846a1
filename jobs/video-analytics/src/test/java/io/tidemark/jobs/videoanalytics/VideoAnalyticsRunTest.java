package io.tidemark.jobs.videoanalytics;

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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job from a file to files, in a MiniCluster. */
class VideoAnalyticsRunTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "window.size", "1min",
          "window.slide", "20s",
          "filter.types", "view",
          "video.dimensions", "/country,/device",
          "event.time.format", "epoch-millis",
          // The clock does not fire panes in the middle of what is compared.
          "window.early-interval", "1h",
          "checkpoint.interval", "0");

  private final VideoAnalyticsJob job = new VideoAnalyticsJob();

  @TempDir private Path folder;

  @Test
  void resultsAreTheSameInAnyOrderWithAnyParallelismAddedUpBeforeOrNot() throws Exception {
    List<String> events = events(new Random(1));
    List<String> inOrder =
        run(
            events,
            Map.of(
                "parallelism", "1",
                "window.pre-aggregation", "off",
                "watermark.max-out-of-orderness", "0"));

    Collections.shuffle(events, new Random(2));
    List<String> shuffled =
        run(
            events,
            Map.of(
                "parallelism", "2",
                "state.backend", "rocksdb",
                "watermark.max-out-of-orderness", "1h"));

    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(inOrder);
    assertThat(inOrder)
        .hasSizeGreaterThan(100)
        .anySatisfy(
            row -> assertThat(row).contains("\"key\":\"i1\"", ",\"video\":\"i1\",\"views\""))
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains("\"key\":\"i1|country=C1|device=D1\"")
                    .contains("\"video\":\"i1\",\"country\":\"C1\",\"device\":\"D1\",\"views\":"));
  }

  @Test
  void flinkNeedsToMakeUpNoUidAndLeavesNoTypeToKryo() {
    Map<String, String> values = new HashMap<>(SETTINGS);
    values.put("flink.pipeline.auto-generate-uids", "false");
    StreamExecutionEnvironment env = built(values);

    // Throws where a uid is missing, or a type would be Kryo's.
    assertThat(env.getStreamGraph(false).getJobGraph().getVertices()).isNotEmpty();
    assertThat(env.getStreamGraph(false).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotHaveDuplicates()
        .contains(
            "dimensions",
            "group-by-key",
            "group-by-country+device",
            "video-analytics",
            "video-analytics-pre-aggregation",
            "video-analytics-by-country",
            "video-analytics-by-device",
            "video-analytics-by-country+device");
  }

  @Test
  void withoutDimensionsTheGraphIsTheWindowsAlone() {
    Map<String, String> values = new HashMap<>(SETTINGS);
    values.put("video.dimensions", "");

    assertThat(built(values).getStreamGraph(false).getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains("video-analytics")
        .doesNotContain("dimensions");
  }

  @Test
  void aDimensionNamedAsAColumnIsRefused() {
    for (String taken : List.of("/views", "/key", "/video", "/emitted_at")) {
      assertThatThrownBy(
              () ->
                  job.params(
                      Parameters.of(
                          job.parameters(),
                          List.of(Map.of("window.size", "1min", "video.dimensions", taken)))))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("a result would have two columns " + taken.substring(1));
    }
  }

  private List<String> run(List<String> events, Map<String, String> settings) throws Exception {
    Path run = Files.createTempDirectory(folder, "run");
    Map<String, String> values = new HashMap<>(SETTINGS);
    values.putAll(settings);
    values.put("source.path", Files.write(run.resolve("events.jsonl"), events).toString());
    values.put("sink.path", run.resolve("out").toString());
    built(values).execute(job.name());
    assertThat(Files.readString(run.resolve("out").resolve("ledger.jsonl")))
        .contains("\"read\":" + events.size() + ",\"on_time\":")
        .contains("\"late_dropped\":0,")
        .doesNotContain("\"filtered\":0,")
        .contains("\"balanced\":true");
    return Files.readAllLines(run.resolve("out").resolve("results.jsonl"));
  }

  private StreamExecutionEnvironment built(Map<String, String> settings) {
    Map<String, String> values = new HashMap<>(settings);
    values.put("source", "file");
    values.putIfAbsent("source.path", folder.toString());
    values.put("sink", "file");
    values.putIfAbsent("sink.path", folder.toString());
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(values));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    return env;
  }

  /** In the order of their times, some of the same one. */
  private static List<String> events(Random random) {
    List<String> events = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 1_000; i++) {
      time += random.nextInt(400);
      events.add(
          String.format(
              Locale.ROOT,
              "{\"item_id\":\"i%d\",\"user_id\":\"u%d\",\"type\":\"%s\",\"event_time\":%d,"
                  + "\"value\":%d,\"country\":\"C%d\",\"device\":\"D%d\"}",
              random.nextInt(3),
              random.nextInt(50),
              random.nextInt(10) == 0 ? "like" : "view",
              time,
              random.nextInt(100_000),
              random.nextInt(2),
              random.nextInt(2)));
    }
    return events;
  }
}
