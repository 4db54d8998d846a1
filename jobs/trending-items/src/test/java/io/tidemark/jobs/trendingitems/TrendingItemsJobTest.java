package io.tidemark.jobs.trendingitems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Field;
import io.tidemark.functions.ranking.Ranked;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendingItemsJobTest {

  private final TrendingItemsJob job = new TrendingItemsJob();

  private TrendingItemsParams params(Map<String, String> values) {
    return job.params(
        Parameters.of(JobParameters.all(job), List.of(values, Map.of("window.size", "1min"))));
  }

  @Test
  void parametersAreKnownOnce() {
    assertThat(JobParameters.all(job)).extracting(Parameter::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window.session-gap | 10s | window.session-gap: each item has sessions of its own, so there"
            + " is no window to rank items in; set window.size",
        "window.accumulation | discarding | window.accumulation: a rank has no shares that add up;"
            + " accumulating or retracting",
        "top.n | 0 | top.n: 0 is not between 1 and 10000",
        "top.n | -1 | top.n: -1 is not between 1 and 10000",
        "top.n | 10001 | top.n: 10001 is not between 1 and 10000",
        "top.n | ten | top.n: 'ten' is no whole number",
        "top.segment | country | top.segment: 'country' is none of user, item, type and no JSON"
            + " pointer; did you mean user?",
      })
  void whatMakesNoSenseIsRefusedInOneLine(String key, String value, String message) {
    assertThatThrownBy(() -> params(Map.of(key, value)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void aSegmentIsTheKeyAndWhatIsGroupedByTheItem() {
    TrendingItemsParams ofAll = params(Map.of("top.segment", ""));
    assertThat(job.needs(ofAll)).isEmpty();
    assertThat(job.pointers(ofAll)).isEmpty();
    TrendingItemsParams ofTypes = params(Map.of("top.segment", "type", "group.by", "/title"));
    assertThat(job.needs(ofTypes)).containsExactly(Field.ITEM);
    assertThat(job.pointers(ofTypes))
        .containsOnly(Map.entry(Field.KEY, "/type"), Map.entry(Field.ITEM, "/title"));
  }

  /** What is not among the best of a subtask does not leave it. */
  @Test
  void theFirstPhaseIsChainedToTheCountsAndTheSinkToTheSecond() {
    Parameters parameters =
        Parameters.of(
            JobParameters.all(job),
            List.of(
                Map.of("source", "kafka", "sink", "kafka", "parallelism", "2"),
                Map.of("window.size", "1min")));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);

    assertThat(env.getStreamGraph().getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .anyMatch(name -> name.startsWith("item-counts") && name.contains("trending-items-local"))
        .anyMatch(
            name ->
                name.startsWith("trending-items ") && name.contains("results-to-kafka: Writer"));
  }

  @Test
  void stateOfAnotherTopIsOfAnotherIdentity() {
    assertThat(
            List.of(
                params(Map.of()).identity(),
                params(Map.of("top.n", "3")).identity(),
                params(Map.of("top.segment", "/a")).identity(),
                params(Map.of("window.accumulation", "retracting")).identity()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aRankHasARowOfItsOwnInKafka() {
    WindowResult<Ranked> result =
        new WindowResult<>(
            RowKind.UPDATE_AFTER,
            "all",
            new WindowBounds(0, 60_000),
            Timing.LATE,
            1,
            1,
            false,
            new Ranked(3, "i\"7", 12));
    OutputFormat<WindowResult<Ranked>> format = job.resultFormat(params(Map.of()));
    String window =
        "\"key\":\"all\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
            + "\"window_end\":\"1970-01-01T00:01:00.000Z\"";
    String row =
        "{\"op\":\"+U\","
            + window
            + ",\"timing\":\"LATE\",\"pane\":1,\"last\":false,"
            + "\"rank\":3,\"item\":\"i\\\"7\",\"count\":12}";
    assertThat(new String(format.toLine(result), UTF_8)).isEqualTo(row);
    assertThat(new String(format.toUpsert(result).key(), UTF_8))
        .isEqualTo("{" + window + ",\"rank\":3}");
    assertThat(new String(format.toUpsert(result).value(), UTF_8)).isEqualTo(row);
  }
}
