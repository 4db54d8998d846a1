package io.tidemark.jobs.clickcounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickCountsGraphTest {

  private final ClickCountsJob job = new ClickCountsJob();

  @TempDir private Path folder;

  @Test
  void graphBetweenItsEndsIsIntakeWindowsAndAudit() {
    StreamExecutionEnvironment env = connected(Map.of());

    assertThat(nodes(env))
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "events", "intake", "click-counts-pre-aggregation", "click-counts", "audit", "results");
  }

  @Test
  void duplicatesAreRemovedOnlyIfThereIsAHorizon() {
    StreamExecutionEnvironment env = connected(Map.of("dedup.horizon", "1min"));

    assertThat(nodes(env))
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "events",
            "intake",
            "deduplicate",
            "click-counts-pre-aggregation",
            "click-counts",
            "audit",
            "results");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "kafka"})
  void everyNodeHasAUidAndANameOfItsOwn(String source) {
    StreamExecutionEnvironment env = built(source, Map.of("dedup.horizon", "1min"));

    assertThat(nodes(env))
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .doesNotHaveDuplicates()
        .contains("events", "intake", "deduplicate", "click-counts", "audit")
        .contains("results-to-print", "late-to-file", "dead-letters-to-kafka", "ledger-to-kafka");
    assertThat(nodes(env)).extracting(StreamNode::getOperatorName).doesNotHaveDuplicates();
    assertThat(nodes(env))
        .allSatisfy(
            node ->
                assertThat(node.getOperatorName())
                    .containsAnyOf(node.getTransformationUID(), "Committer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "kafka"})
  void flinkNeedsToMakeUpNoUid(String source) {
    StreamExecutionEnvironment env =
        built(source, Map.of("flink.pipeline.auto-generate-uids", "false"));

    assertThat(vertices(env)).isNotEmpty();
  }

  @Test
  void uidsStayTheSameWhateverTheParallelism() {
    assertThat(nodes(built("kafka", Map.of("parallelism", "1"))))
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrderElementsOf(
            nodes(built("kafka", Map.of("parallelism", "4"))).stream()
                .map(StreamNode::getTransformationUID)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "kafka"})
  void noTypeIsLeftToKryo(String source) {
    StreamExecutionEnvironment env = built(source, Map.of("distinct", "user"));

    assertThat(env.getConfig().getSerializerConfig().hasGenericTypesDisabled()).isTrue();
    // With generic types off, this throws where one would be needed.
    assertThat(vertices(env)).isNotEmpty();
  }

  @Test
  void maxParallelismIsFixedForWhatHasKeys() {
    StreamExecutionEnvironment env = built("kafka", Map.of("dedup.horizon", "1min"));

    assertThat(env.getMaxParallelism()).isEqualTo(RuntimeParameters.MAX_PARALLELISM);
    assertThat(nodes(env))
        .filteredOn(node -> node.getStateKeySerializer() != null)
        .hasSize(2)
        .allSatisfy(
            node ->
                assertThat(node.getMaxParallelism()).isEqualTo(RuntimeParameters.MAX_PARALLELISM));
  }

  @Test
  void auditHasParallelismOneForGood() {
    StreamNode audit =
        nodes(built("kafka", Map.of())).stream()
            .filter(node -> "audit".equals(node.getTransformationUID()))
            .findFirst()
            .orElseThrow();

    assertThat(audit.getParallelism()).isEqualTo(1);
    assertThat(audit.getMaxParallelism()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "kafka"})
  void intakeIsChainedToItsSource(String source) {
    assertThat(vertices(built(source, Map.of())))
        .extracting(JobVertex::getName)
        .anySatisfy(name -> assertThat(name).startsWith("Source: events").contains("intake"));
  }

  @Test
  void streamsWithoutASinkOfOursKeepTheirTypes() {
    StreamExecutionEnvironment env = environment(parameters(Map.of()));
    JobGraph.Streams<WindowResult<ClickTotal>> streams = connect(env, parameters(Map.of()));

    assertThat(streams.results().getType().getTypeClass()).isEqualTo(WindowResult.class);
    assertThat(streams.late().getType().isBasicType()).isFalse();
    assertThat(streams.deadLetters().getParallelism()).isEqualTo(1);
    assertThat(streams.ledger().getParallelism()).isEqualTo(1);
  }

  /** The job on a stream and into a sink that are not the kit's. */
  private StreamExecutionEnvironment connected(Map<String, String> values) {
    Parameters parameters = parameters(values);
    StreamExecutionEnvironment env = environment(parameters);
    connect(env, parameters)
        .results()
        .sinkTo(new DiscardingSink<>())
        .name("results")
        .uid("results");
    return env;
  }

  private JobGraph.Streams<WindowResult<ClickTotal>> connect(
      StreamExecutionEnvironment env, Parameters parameters) {
    DataStream<Decoded> decoded =
        env.fromData(List.of(Decoded.event(Clicks.by("u1"), 1)), TypeInformation.of(Decoded.class))
            .uid("events");
    return JobGraph.connect(decoded, job, job.params(parameters), parameters);
  }

  /** The job with the kit's ends, all of them. */
  private StreamExecutionEnvironment built(String source, Map<String, String> values) {
    Map<String, String> withEnds = new HashMap<>(values);
    withEnds.put("source", source);
    withEnds.put("source.path", folder.toString());
    withEnds.put("sink", "print,file,kafka");
    withEnds.put("sink.path", folder.toString());
    withEnds.put("kafka.delivery-guarantee", "exactly-once");
    Parameters parameters = parameters(withEnds);
    StreamExecutionEnvironment env = environment(parameters);
    JobGraph.build(env, job, parameters);
    return env;
  }

  private Parameters parameters(Map<String, String> values) {
    return Parameters.of(
        JobParameters.all(job), List.of(values, Map.of("window.size", "1min", "parallelism", "2")));
  }

  private static StreamExecutionEnvironment environment(Parameters parameters) {
    Configuration flink = RuntimeParameters.toFlink(parameters);
    assertThat(flink.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    return StreamExecutionEnvironment.getExecutionEnvironment(flink);
  }

  private static List<StreamNode> nodes(StreamExecutionEnvironment env) {
    return List.copyOf(env.getStreamGraph(false).getStreamNodes());
  }

  private static List<JobVertex> vertices(StreamExecutionEnvironment env) {
    return StreamSupport.stream(
            env.getStreamGraph(false).getJobGraph().getVertices().spliterator(), false)
        .toList();
  }
}
