package io.tidemark.jobs.kit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Decoded;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.createLocalEnvironment(2);

  @ParameterizedTest
  @ValueSource(strings = {"file", "kafka"})
  void sourceHasANameAndAUid(String source) {
    DataStream<Decoded> decoded = open(Map.of("source", source, "source.path", "/events"));

    assertThat(source(decoded).getName()).isEqualTo("events");
    assertThat(source(decoded).getUid()).isEqualTo("events");
  }

  @Test
  void partitionsMayFallSilentIfTheSourceIsEndless() {
    DataStream<Decoded> endless = open(Map.of("source", "kafka"));

    assertThat(endless.getTransformation().getName()).isEqualTo("idleness");
    assertThat(endless.getTransformation().getUid()).isEqualTo("idleness");
    assertThat(open(Map.of("source", "kafka", "watermark.idle-timeout", "0 s")).getTransformation())
        .isInstanceOf(SourceTransformation.class);
    assertThat(open(Map.of("source", "kafka", "kafka.stop", "latest")).getTransformation())
        .isInstanceOf(SourceTransformation.class);
  }

  @Test
  void filesAreReadByOneReaderToTheirEnd() {
    DataStream<Decoded> decoded = open(Map.of("source", "file", "source.path", "/events"));

    assertThat(decoded.getParallelism()).isEqualTo(1);
    assertThat(boundedness(decoded)).isEqualTo(Boundedness.BOUNDED);
  }

  @Test
  void kafkaIsReadForeverUnlessToldToStop() {
    DataStream<Decoded> endless = open(Map.of("source", "kafka"));
    DataStream<Decoded> bounded = open(Map.of("source", "kafka", "kafka.stop", "latest"));

    assertThat(endless.getParallelism()).isEqualTo(2);
    assertThat(boundedness(endless)).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    assertThat(boundedness(bounded)).isEqualTo(Boundedness.BOUNDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest", "committed"})
  void kafkaMayBeginAnywhere(String start) {
    assertThat(open(Map.of("source", "kafka", "kafka.start", start))).isNotNull();
  }

  @Test
  void topicsMayBeAListOrAPattern() {
    assertThat(open(Map.of("source", "kafka", "kafka.topic.events", "a,b"))).isNotNull();
    assertThat(open(Map.of("source", "kafka", "kafka.topic.pattern", "events\\..*"))).isNotNull();
  }

  @Test
  void emptyPatternIsNone() {
    assertThatThrownBy(
            () ->
                open(
                    Map.of("source", "kafka", "kafka.topic.pattern", "", "kafka.topic.events", "")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("kafka.topic.events: names no topic");
  }

  @Test
  void patternThatIsNoneIsRefused() {
    assertThatThrownBy(() -> open(Map.of("source", "kafka", "kafka.topic.pattern", "a(")))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("kafka.topic.pattern: 'a(' is no regular expression: ");
  }

  @Test
  void withoutASourceNothingIsOpened() {
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source: not set; kafka or file");
  }

  @Test
  void simulatorIsNoSourceOfACluster() {
    assertThatThrownBy(() -> open(Map.of("source", "simulator")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source: the simulator runs on a laptop only");
  }

  @Test
  void filesWithoutAPathAreRefused() {
    assertThatThrownBy(() -> open(Map.of("source", "file")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source.path: needed for source file");
    assertThatThrownBy(() -> open(Map.of("source", "file", "source.path", "")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source.path: needed for source file");
  }

  @Test
  void pathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> open(Map.of("source", "file", "source.path", "file:")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source.path: 'file:' is no path");
  }

  private DataStream<Decoded> open(Map<String, String> values) {
    Parameters parameters =
        Parameters.of(
            Parameters.join(EndParameters.ALL, KafkaParameters.ALL, WatermarkParameters.ALL),
            List.of(values));
    return new Sources("some-job", parameters).open(env, Decoders.SIMPLE);
  }

  private static Boundedness boundedness(DataStream<Decoded> decoded) {
    return source(decoded).getBoundedness();
  }

  private static SourceTransformation<?, ?, ?> source(DataStream<Decoded> decoded) {
    return decoded.getTransformation().getTransitivePredecessors().stream()
        .filter(SourceTransformation.class::isInstance)
        .map(transformation -> (SourceTransformation<?, ?, ?>) transformation)
        .findFirst()
        .orElseThrow();
  }
}
