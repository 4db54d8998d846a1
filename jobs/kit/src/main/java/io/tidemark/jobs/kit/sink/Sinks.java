package io.tidemark.jobs.kit.sink;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.KafkaParameters.Delivery;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Puts the sinks that the parameters name behind a job's outputs. */
public final class Sinks {

  private final String job;
  private final Parameters parameters;
  private final Set<EndParameters.Sink> kinds;

  /**
   * @throws ParameterException if a sink is unknown, or lacks what it needs
   */
  public Sinks(String job, Parameters parameters) {
    this.job = job;
    this.parameters = parameters;
    this.kinds = parameters.choices(EndParameters.SINK, EndParameters.Sink.class);
    if (kinds.isEmpty()) {
      throw new ParameterException("sink: names none; print, file or kafka");
    }
    if (kinds.contains(EndParameters.Sink.FILE)) {
      folder();
    }
  }

  private Path folder() {
    String path =
        parameters
            .find(EndParameters.SINK_PATH)
            .orElseThrow(() -> new ParameterException("sink.path: needed for sink file"));
    Path folder = parsed(path);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ParameterException("sink.path: " + path + " is no folder");
    }
    return folder;
  }

  private static Path parsed(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new ParameterException("sink.path: '" + path + "' is no path");
    }
  }

  /** Writes a stream to each of the sinks. */
  public <R> void attach(Output output, DataStream<R> rows, OutputFormat<R> format) {
    for (EndParameters.Sink kind : sinksOf(output)) {
      String id = output.label() + "-to-" + kind.name().toLowerCase(Locale.ROOT);
      DataStreamSink<R> sink = rows.sinkTo(sink(kind, output, format)).name(id).uid(id);
      if (kind != EndParameters.Sink.KAFKA || output == Output.TRACE) {
        sink.setParallelism(1);
      }
    }
  }

  /**
   * Who asks for a trace wants to watch it pass; beside Kafka it would drown what else is there.
   */
  private Set<EndParameters.Sink> sinksOf(Output output) {
    return output == Output.TRACE && kinds.contains(EndParameters.Sink.KAFKA)
        ? Set.of(EndParameters.Sink.KAFKA)
        : kinds;
  }

  private <R> Sink<R> sink(EndParameters.Sink kind, Output output, OutputFormat<R> format) {
    return switch (kind) {
      case PRINT -> new PrintSink<>(output.label(), format);
      case FILE -> new JsonLinesFileSink<>(folder().resolve(output.fileName()), format);
      case KAFKA ->
          output == Output.TRACE
              ? new StatelessSink<>(kafka(output, format, false))
              : kafka(output, format, inTransactions());
    };
  }

  private boolean inTransactions() {
    return parameters.get(KafkaParameters.DELIVERY) == Delivery.EXACTLY_ONCE;
  }

  private <R> KafkaSink<R> kafka(Output output, OutputFormat<R> format, boolean inTransactions) {
    Properties properties = new Properties();
    properties.put(
        ProducerConfig.LINGER_MS_CONFIG, parameters.get(KafkaParameters.LINGER).toMillis());
    properties.put(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        Parameter.name(parameters.get(KafkaParameters.COMPRESSION)));
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, batchSize());
    if (inTransactions) {
      properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, transactionTimeoutMs());
    }
    properties.putAll(KafkaParameters.clientProperties(parameters));
    KafkaSinkBuilder<R> builder =
        KafkaSink.<R>builder()
            .setBootstrapServers(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS))
            .setRecordSerializer(
                new KafkaRows<>(
                    output.topic(job, parameters),
                    format,
                    parameters.get(KafkaParameters.CHANGELOG)));
    if (inTransactions) {
      builder
          .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix(transactionalIdPrefix(job, output, parameters));
    } else {
      builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }
    return builder.setKafkaProducerConfig(properties).build();
  }

  /** What the ids of an output's transactions begin with. */
  public static String transactionalIdPrefix(String job, Output output, Parameters parameters) {
    return parameters.find(KafkaParameters.TRANSACTIONAL_ID_PREFIX).orElse(job)
        + "-"
        + output.label();
  }

  private int batchSize() {
    int bytes = parameters.get(KafkaParameters.BATCH_SIZE);
    if (bytes < 0) {
      throw new ParameterException("kafka.producer.batch-size: " + bytes + " is below zero");
    }
    return bytes;
  }

  private int transactionTimeoutMs() {
    long timeoutMs = parameters.get(KafkaParameters.TRANSACTION_TIMEOUT).toMillis();
    if (timeoutMs > Integer.MAX_VALUE) {
      throw new ParameterException("kafka.transaction-timeout: longer than Kafka can count");
    }
    return (int) timeoutMs;
  }
}
