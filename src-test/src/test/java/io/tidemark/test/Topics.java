package io.tidemark.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads topics of a real broker, the way any client would. */
final class Topics implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> connection;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Topics(String bootstrapServers) {
    this(Map.of("bootstrap.servers", bootstrapServers));
  }

  /**
   * @param connection what all of Kafka's clients are told
   */
  Topics(Map<String, Object> connection) {
    this.connection = connection;
    this.admin = Admin.create(connection);
    this.producer =
        new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
        .all()
        .get();
  }

  void create(String topic, int partitions) throws Exception {
    create(topic, partitions, Map.of());
  }

  void send(String topic, int partition, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
  }

  void send(String topic, int partition, String value) throws Exception {
    send(topic, partition, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends without waiting for the broker to have it. */
  void feed(String topic, int partition, String value) {
    // A record that does not arrive is missed by whoever waits for its effect.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Waits until the broker has all that was fed. */
  void flush() {
    producer.flush();
  }

  /**
   * Takes every transaction over that is open, as another job with the same ids would. Tells
   * whether there was one.
   */
  boolean fenceOpenTransactions() throws Exception {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    List<String> ids =
        admin.listTransactions(open).all().get().stream()
            .map(TransactionListing::transactionalId)
            .toList();
    admin.fenceProducers(ids).all().get();
    return !ids.isEmpty();
  }

  /** All records that a topic has now, each partition's in order. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEach(topic, records::add);
    return records;
  }

  /** The same one by one, where they are too many to keep. */
  void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(action);
      }
    }
  }

  /** Where each partition of a topic ends now. */
  Map<TopicPartition, Long> ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topic));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** All rows that a topic of JSON has now. */
  List<JsonNode> rows(String topic) {
    return read(topic).stream().map(record -> parse(record.value())).toList();
  }

  static JsonNode parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
