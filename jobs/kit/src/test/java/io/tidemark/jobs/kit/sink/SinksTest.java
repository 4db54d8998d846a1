package io.tidemark.jobs.kit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinksTest {

  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.createLocalEnvironment(2);

  @TempDir private Path folder;

  @Test
  void rowsArePrintedByDefault() {
    attach(Map.of(), Output.RESULTS);

    assertThat(sinks())
        .extracting(StreamNode::getTransformationUID)
        .containsExactly("results-to-print");
  }

  @Test
  void everySinkOfTheListGetsTheRowsUnderItsOwnNameAndUid() {
    attach(
        Map.of("sink", "kafka, print, file", "sink.path", folder.toString()), Output.DEAD_LETTERS);

    assertThat(sinks())
        .extracting(StreamNode::getTransformationUID)
        .containsExactlyInAnyOrder(
            "dead-letters-to-print", "dead-letters-to-file", "dead-letters-to-kafka");
    assertThat(sinks())
        .allSatisfy(
            sink ->
                assertThat(sink.getOperatorName())
                    .isEqualTo(sink.getTransformationUID() + ": Writer"));
  }

  @ParameterizedTest
  @CsvSource({"print, 1", "file, 1", "kafka, 2"})
  void filesAndTheConsoleHaveOneWriter(String sink, int parallelism) {
    attach(Map.of("sink", sink, "sink.path", folder.toString()), Output.LATE);

    assertThat(sinks()).extracting(StreamNode::getParallelism).containsExactly(parallelism);
  }

  @Test
  void traceGoesToKafkaAloneFromOneWriterThatASavepointKnowsNothingOf() {
    attach(Map.of("sink", "kafka,print", "kafka.delivery-guarantee", "exactly-once"), Output.TRACE);

    assertThat(sinks())
        .extracting(StreamNode::getTransformationUID)
        .containsExactly("trace-to-kafka");
    assertThat(sinks()).extracting(StreamNode::getParallelism).containsExactly(1);
    assertThat(env.getTransformations())
        .filteredOn(SinkTransformation.class::isInstance)
        .extracting(transformation -> ((SinkTransformation<?, ?>) transformation).getSink())
        .singleElement()
        .isNotInstanceOfAny(SupportsWriterState.class, SupportsCommitter.class);
  }

  @Test
  void traceIsPrintedWhereThereIsNoKafka() {
    attach(Map.of(), Output.TRACE);

    assertThat(sinks())
        .extracting(StreamNode::getTransformationUID)
        .containsExactly("trace-to-print");
  }

  @Test
  void folderIsNotMadeBeforeTheJobRuns() {
    attach(Map.of("sink", "file", "sink.path", folder + "/new"), Output.LATE);

    assertThat(folder.resolve("new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " "})
  void noSinkAtAllIsRefused(String sinks) {
    assertThatThrownBy(() -> sinks(Map.of("sink", sinks)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("sink: names none; print, file or kafka");
  }

  @Test
  void unknownSinkIsRefused() {
    assertThatThrownBy(() -> sinks(Map.of("sink", "print,flie")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("sink: 'flie' is none of print, file, kafka; did you mean file?");
  }

  @Test
  void fileWithoutAFolderIsRefused() {
    assertThatThrownBy(() -> sinks(Map.of("sink", "file")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("sink.path: needed for sink file");
    assertThatThrownBy(() -> sinks(Map.of("sink", "file", "sink.path", "")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("sink.path: needed for sink file");
  }

  @Test
  void folderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> sinks(Map.of("sink", "file", "sink.path", file.toString())))
        .isInstanceOf(ParameterException.class)
        .hasMessage("sink.path: %s is no folder", file);
  }

  @Test
  void pathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> sinks(Map.of("sink", "file", "sink.path", "a\0b")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("sink.path: 'a b' is no path");
  }

  @Test
  void producerIsSetUpByTheParametersAndThenByKafkasOwnProperties() throws Exception {
    assertThat(producer(Map.of()))
        .containsEntry("bootstrap.servers", "localhost:9092")
        .containsEntry("linger.ms", 5L)
        .containsEntry("compression.type", "lz4")
        .containsEntry("batch.size", 65_536);
    assertThat(
            producer(
                Map.of(
                    "kafka.bootstrap.servers", "there:1",
                    "kafka.producer.linger", "1s",
                    "kafka.producer.compression", "ZSTD",
                    "kafka.producer.batch-size", "0",
                    "kafka.properties.linger.ms", "7",
                    "kafka.properties.client.id", "me")))
        .containsEntry("bootstrap.servers", "there:1")
        .containsEntry("linger.ms", "7")
        .containsEntry("compression.type", "zstd")
        .containsEntry("batch.size", 0)
        .containsEntry("client.id", "me");
  }

  @Test
  void transactionsTimeOutByTheParameterOrByKafkasOwnProperty() throws Exception {
    Map<String, String> exactlyOnce = Map.of("kafka.delivery-guarantee", "exactly-once");
    assertThat(producer(exactlyOnce)).containsEntry("transaction.timeout.ms", 600_000);

    assertThat(
            producer(
                Map.of(
                    "kafka.delivery-guarantee", "exactly-once",
                    "kafka.properties.transaction.timeout.ms", "60000")))
        .containsEntry("transaction.timeout.ms", "60000");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.transaction-timeout, 30d, kafka.transaction-timeout: longer than Kafka can count",
    "kafka.producer.batch-size, -1, kafka.producer.batch-size: -1 is below zero",
  })
  void numberThatKafkaWouldNotTakeIsRefused(String key, String value, String message) {
    assertThatThrownBy(
            () -> producer(Map.of("kafka.delivery-guarantee", "exactly-once", key, value)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void outputsHaveTheFilesAndTopicsOfTheContract() {
    Parameters parameters =
        parameters(Map.of("kafka.topic.late", "mine", "kafka.topic.ledger", ""));

    assertThat(Output.values())
        .extracting(Output::fileName)
        .containsExactly(
            "results.jsonl", "late.jsonl", "dead-letters.jsonl", "ledger.jsonl", "trace.jsonl");
    assertThat(Output.values())
        .extracting(output -> output.topic("some-job", parameters))
        .containsExactly(
            "some-job.results.v1",
            "mine",
            "some-job.dead-letters.v1",
            "some-job.ledger.v1",
            "some-job.trace.v1");
  }

  private void attach(Map<String, String> values, Output output) {
    sinks(values)
        .attach(output, env.fromData("a", "b"), (row, json) -> json.writeStringField("row", row));
  }

  private static Sinks sinks(Map<String, String> values) {
    return new Sinks("some-job", parameters(values));
  }

  private static Parameters parameters(Map<String, String> values) {
    return Parameters.of(Parameters.join(EndParameters.ALL, KafkaParameters.ALL), List.of(values));
  }

  /** The nodes of the graph that rows end in. */
  private List<StreamNode> sinks() {
    return env.getStreamGraph(false).getStreamNodes().stream()
        .filter(node -> node.getOperatorName().endsWith(": Writer"))
        .toList();
  }

  /** What the sink tells Kafka's producer. */
  private Properties producer(Map<String, String> values) throws Exception {
    Map<String, String> toKafka = new HashMap<>(values);
    toKafka.put("sink", "kafka");
    attach(toKafka, Output.RESULTS);
    KafkaSink<?> sink =
        env.getTransformations().stream()
            .filter(SinkTransformation.class::isInstance)
            .map(transformation -> (SinkTransformation<?, ?>) transformation)
            .map(transformation -> (KafkaSink<?>) transformation.getSink())
            .reduce((first, last) -> last)
            .orElseThrow();
    Method config = KafkaSink.class.getDeclaredMethod("getKafkaProducerConfig");
    config.setAccessible(true);
    return (Properties) config.invoke(sink);
  }
}
