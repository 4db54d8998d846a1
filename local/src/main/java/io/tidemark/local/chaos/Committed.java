package io.tidemark.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.kit.params.KafkaParameters.Delivery;
import io.tidemark.jobs.kit.sink.Output;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a consumer with {@code read_committed} gets of a job's outputs, any client of Kafka's would
 * get the same. To be used by one thread.
 */
final class Committed implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Output> topics;
  private final Delivery delivery;

  private final Map<String, Long> windows = new HashMap<>();
  private final Map<String, Long> late = new HashMap<>();
  private final Map<Content, Long> deadLetters = new HashMap<>();
  private final List<JsonNode> ledger = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();

  /**
   * @param topics the outputs' topics, which must be there
   * @param delivery what the job promises of them
   */
  Committed(String bootstrapServers, Map<String, Output> topics, Delivery delivery) {
    this.topics = topics;
    this.delivery = delivery;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        topics.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Reads what there is now; waits a moment for it. */
  void poll() throws IOException {
    for (ConsumerRecord<byte[], byte[]> row : consumer.poll(POLL)) {
      take(topics.get(row.topic()), row);
    }
  }

  /** Reads up to where all that is committed now ends. */
  void readToTheEnd() throws IOException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("Kafka does not give what it has committed");
      }
      poll();
    }
  }

  private void take(Output output, ConsumerRecord<byte[], byte[]> row) throws IOException {
    switch (output) {
      case RESULTS -> takeResult(JSON.readTree(row.value()));
      case LATE -> {
        String id = JSON.readTree(row.value()).path("event").path("event_id").asText();
        count(late, id, "late event " + id);
      }
      case DEAD_LETTERS -> deadLetters.merge(new Content(row.value()), 1L, Long::sum);
      case LEDGER -> takeLedgerRow(JSON.readTree(row.value()));
      case TRACE -> throw new IllegalStateException("no trace was asked for");
    }
  }

  private void takeResult(JsonNode result) {
    String window =
        window(
            result.path("key").asText(),
            Instant.parse(result.path("window_start").asText()).toEpochMilli());
    Long before = windows.put(window, result.path("count").asLong());
    if (before != null || !result.path("op").asText().equals("+I")) {
      repeated.add("window " + window + ": " + result);
    }
  }

  /** At least once: a row of a checkpoint that was not completed is replaced by a later one. */
  private void takeLedgerRow(JsonNode row) {
    if (mayRepeat()) {
      long number = row.path("checkpoint").asLong();
      ledger.removeIf(earlier -> earlier.path("checkpoint").asLong() >= number);
    }
    ledger.add(row);
  }

  private void count(Map<String, Long> counts, String id, String what) {
    if (counts.merge(id, 1L, Long::sum) > 1) {
      repeated.add(what);
    }
  }

  /** How windows are named here. */
  static String window(String item, long startMs) {
    return item + "@" + Instant.ofEpochMilli(startMs);
  }

  /** The count of each window. */
  Map<String, Long> windows() {
    return windows;
  }

  /** How often each late event came, by id. */
  Map<String, Long> late() {
    return late;
  }

  /** How often each dead letter came, by what is in it. */
  Map<Content, Long> deadLetters() {
    return deadLetters;
  }

  /** The ledger's rows in their order. */
  List<JsonNode> ledger() {
    return ledger;
  }

  /** Whether rows may come again, and the latest is the one that counts. */
  boolean mayRepeat() {
    return delivery == Delivery.AT_LEAST_ONCE;
  }

  /** What came more than once, in words. */
  List<String> repeated() {
    return repeated;
  }

  /** How many records the ledger knows of, and whether it has said so at two checkpoints. */
  boolean hasSettledAt(long read) {
    int rows = ledger.size();
    return rows >= 2
        && ledger.get(rows - 1).path("read").asLong() == read
        && ledger.get(rows - 2).path("read").asLong() == read;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
  }
}
