package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.Decoded;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Opens the source that the parameters name. */
public final class Sources {

  private final String job;
  private final Parameters parameters;

  public Sources(String job, Parameters parameters) {
    this.job = job;
    this.parameters = parameters;
  }

  /**
   * Decoded records with event times and watermarks.
   *
   * @throws ParameterException if no source is named, or it lacks what it needs
   */
  public DataStream<Decoded> open(StreamExecutionEnvironment env, RecordDecoders decoders) {
    EndParameters.Source kind =
        parameters
            .find(EndParameters.SOURCE)
            .orElseThrow(() -> new ParameterException("source: not set; kafka or file"));
    return switch (kind) {
      case KAFKA -> stream(env, kafka(decoders).build());
      // In order means one reader after another.
      case FILE -> stream(env, files(decoders)).setParallelism(1);
      case SIMULATOR -> throw new ParameterException("source: the simulator runs on a laptop only");
    };
  }

  private SingleOutputStreamOperator<Decoded> stream(
      StreamExecutionEnvironment env, Source<Decoded, ?, ?> source) {
    boolean bounded = source.getBoundedness() == Boundedness.BOUNDED;
    SingleOutputStreamOperator<Decoded> events =
        env.fromSource(
                source,
                Watermarks.of(parameters, bounded),
                "events",
                TypeInformation.of(Decoded.class))
            .uid("events");
    return Watermarks.idleness(parameters, bounded)
        .map(idleness -> idleness.behind(events).uid("idleness"))
        .orElse(events);
  }

  private FileSource<Decoded> files(RecordDecoders decoders) {
    String path =
        parameters
            .find(EndParameters.SOURCE_PATH)
            .orElseThrow(() -> new ParameterException("source.path: needed for source file"));
    return FileSource.forBulkFileFormat(new JsonLinesFormat(decoders), parsed(path))
        .setFileEnumerator(() -> new FilesToRead(decoders))
        .setSplitAssigner(FilesInOrder::new)
        .build();
  }

  /**
   * Kafka as the parameters describe it, whatever source they name, for who has more to say of it
   * than they can.
   *
   * @throws ParameterException if they name no topic
   */
  public KafkaSourceBuilder<Decoded> kafka(RecordDecoders decoders) {
    KafkaSourceBuilder<Decoded> builder =
        kafka(
            parameters.find(KafkaParameters.GROUP_ID).orElse("tidemark-" + job),
            new KafkaEvents(decoders),
            parameters);
    parameters
        .find(KafkaParameters.PATTERN)
        .ifPresentOrElse(
            pattern -> builder.setTopicPattern(compiled(pattern)),
            () -> builder.setTopics(topics()));
    return builder;
  }

  /** A source as the parameters describe it, whose topics are still to be named. */
  @SuppressWarnings("deprecation") // the connector still asks for Kafka's deprecated enum
  static <T> KafkaSourceBuilder<T> kafka(
      String group, KafkaRecordDeserializationSchema<T> schema, Parameters parameters) {
    Properties properties = new Properties();
    // Records of aborted transactions were never sent.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        Long.toString(parameters.get(KafkaParameters.DISCOVERY).toMillis()));
    properties.putAll(KafkaParameters.clientProperties(parameters));
    KafkaSourceBuilder<T> builder =
        KafkaSource.<T>builder()
            .setBootstrapServers(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS))
            .setGroupId(group)
            .setStartingOffsets(
                switch (parameters.get(KafkaParameters.START)) {
                  case EARLIEST -> OffsetsInitializer.earliest();
                  case LATEST -> OffsetsInitializer.latest();
                  case COMMITTED ->
                      OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
                })
            .setDeserializer(schema)
            .setProperties(properties);
    if (parameters.get(KafkaParameters.STOP) == KafkaParameters.Stop.LATEST) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder;
  }

  private List<String> topics() {
    List<String> topics = parameters.get(KafkaParameters.EVENTS);
    if (topics.isEmpty()) {
      throw new ParameterException("kafka.topic.events: names no topic");
    }
    return topics;
  }

  private static Path parsed(String path) {
    try {
      return new Path(path);
    } catch (IllegalArgumentException e) {
      throw new ParameterException("source.path: '" + path + "' is no path");
    }
  }

  private static Pattern compiled(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          "kafka.topic.pattern: '" + pattern + "' is no regular expression: " + e.getDescription());
    }
  }
}
