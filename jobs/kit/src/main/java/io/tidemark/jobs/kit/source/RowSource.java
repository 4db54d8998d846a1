package io.tidemark.jobs.kit.source;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.watermarks.Idleness;
import io.tidemark.watermarks.WatermarksFromSome;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A second stream that a job reads beside its events: rows that another job has written, from its
 * topic or its file. The ledger does not know of them.
 *
 * <p>The watermark of a partition is right behind its latest row that tells the time, so that more
 * rows of the same time may follow.
 */
public final class RowSource {

  private final String name;
  private final Path file;
  private final String topic;
  private final Duration idleTimeout;
  private final Parameters parameters;

  private RowSource(
      String name, Path file, String topic, Duration idleTimeout, Parameters parameters) {
    this.name = name;
    this.file = file;
    this.topic = topic;
    this.idleTimeout = idleTimeout;
    this.parameters = parameters;
  }

  /**
   * The rows of a topic, in the Kafka where events are too.
   *
   * @param name what the rows are; the source's name and uid
   * @param idleTimeout how long a partition without a row that tells the time holds others back, in
   *     processing time; zero: for ever. Without meaning if the source ends by itself
   */
  public static RowSource ofTopic(
      String name, String topic, Duration idleTimeout, Parameters parameters) {
    return new RowSource(name, null, topic, idleTimeout, parameters);
  }

  /**
   * The lines of a file, or of the files in a folder in their order.
   *
   * @param name what the rows are; the source's name and uid
   * @throws ParameterException if it is no path
   */
  public static RowSource ofFile(String name, String path, Parameters parameters) {
    try {
      return new RowSource(name, new Path(path), null, Duration.ZERO, parameters);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(name + ": '" + path + "' is no path");
    }
  }

  /** The rows with their times and watermarks. */
  public <T> DataStream<T> open(StreamExecutionEnvironment env, RowReader<T> reader) {
    Source<T, ?, ?> source = file == null ? kafka(reader) : files(reader);
    boolean bounded = source.getBoundedness() == Boundedness.BOUNDED;
    Optional<Idleness> idleness = idleness(bounded);
    WatermarkStrategy<T> strategy = WatermarkStrategy.forMonotonousTimestamps();
    if (idleness.isPresent()) {
      strategy = idleness.get().around(strategy);
    }
    SingleOutputStreamOperator<T> rows =
        env.fromSource(
                source,
                WatermarksFromSome.of(strategy, reader::tellsTime)
                    .withTimestampAssigner((row, sourceTime) -> reader.time(row)),
                name,
                reader.type())
            .uid(name);
    if (file != null) {
      // In order means one reader after another.
      rows.setParallelism(1);
    }
    String idlenessName = name + "-idleness";
    return idleness
        .map(idle -> idle.behind(rows).name(idlenessName).uid(idlenessName))
        .orElse(rows);
  }

  private Optional<Idleness> idleness(boolean bounded) {
    return bounded || idleTimeout.isZero()
        ? Optional.empty()
        : Optional.of(
            Idleness.after(idleTimeout).withGrace(parameters.get(WatermarkParameters.IDLE_GRACE)));
  }

  private <T> Source<T, ?, ?> files(RowReader<T> reader) {
    return FileSource.forRecordStreamFormat(new RowsFormat<>(name, reader), file)
        .setSplitAssigner(FilesInOrder::new)
        .build();
  }

  private <T> Source<T, ?, ?> kafka(RowReader<T> reader) {
    String group = parameters.find(KafkaParameters.GROUP_ID).orElse("tidemark");
    return Sources.kafka(group + "-" + name, new RowsFromKafka<>(name, reader), parameters)
        .setTopics(topic)
        .build();
  }
}
