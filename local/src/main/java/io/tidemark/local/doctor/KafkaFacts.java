package io.tidemark.local.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.broker.KafkaReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads what Kafka knows of a job. */
public final class KafkaFacts implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_MS = 5_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int ROWS = 20;

  private final String job;
  private final Parameters parameters;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private KafkaFacts(String job, Parameters parameters) {
    this.job = job;
    this.parameters = parameters;
    this.consumer =
        KafkaReader.open(
            parameters,
            Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS));
  }

  /**
   * Connects.
   *
   * @param parameters the job's, with a Kafka that can be reached from here
   * @throws KafkaException if they make no client
   */
  public static KafkaFacts open(String job, Parameters parameters) {
    return new KafkaFacts(job, parameters);
  }

  /** What is there now; empty if Kafka does not answer. */
  public Optional<Topics> topics() {
    try {
      List<TopicPartition> events = new ArrayList<>();
      if (parameters.find(EndParameters.SOURCE).orElse(null) == EndParameters.Source.KAFKA) {
        for (String topic : eventTopics()) {
          events.addAll(partitions(topic));
        }
      }
      long written = consumer.endOffsets(events).values().stream().mapToLong(Long::longValue).sum();
      return Optional.of(new Topics(events.size(), written, books()));
    } catch (KafkaException e) {
      return Optional.empty();
    }
  }

  private List<String> eventTopics() {
    Optional<String> pattern = parameters.find(KafkaParameters.PATTERN);
    if (pattern.isEmpty()) {
      return parameters.get(KafkaParameters.EVENTS);
    }
    Pattern wanted = Pattern.compile(pattern.get());
    return consumer.listTopics().keySet().stream()
        .filter(topic -> wanted.matcher(topic).matches())
        .toList();
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private List<JsonNode> books() {
    if (!EndParameters.writesToKafka(parameters)) {
      return List.of();
    }
    String topic = Output.LEDGER.topic(job, parameters);
    if (!consumer.listTopics().containsKey(topic)) {
      return List.of();
    }
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - 2 * ROWS)));
    List<JsonNode> rows = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofMillis(TIMEOUT_MS).toNanos();
    while (System.nanoTime() < deadline
        && ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        row(record.value()).ifPresent(rows::add);
      }
    }
    rows.sort((a, b) -> Long.compare(a.path("checkpoint").asLong(), b.path("checkpoint").asLong()));
    return rows.subList(Math.max(0, rows.size() - ROWS), rows.size());
  }

  private static Optional<JsonNode> row(byte[] value) {
    try {
      return Optional.ofNullable(value == null ? null : JSON.readTree(value));
    } catch (IOException e) {
      // Not a row of ours.
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
