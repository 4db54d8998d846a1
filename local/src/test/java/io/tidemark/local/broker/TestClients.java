package io.tidemark.local.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's ordinary clients, for short tests. All consumers are one group. */
final class TestClients implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final List<Producer<String, String>> leftOpen = new ArrayList<>();

  TestClients(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  void produce(String topic, String... values) throws Exception {
    try (Producer<String, String> producer = producer(Map.of())) {
      send(producer, topic, values);
    }
  }

  void produceAt(Instant timestamp, String topic, String value) throws Exception {
    try (Producer<String, String> producer = producer(Map.of())) {
      await(producer, new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), null, value));
    }
  }

  void produceAndCommit(String topic, String... values) throws Exception {
    try (Producer<String, String> producer = transactionalProducer()) {
      send(producer, topic, values);
      producer.commitTransaction();
    }
  }

  void produceAndAbort(String topic, String... values) throws Exception {
    try (Producer<String, String> producer = transactionalProducer()) {
      send(producer, topic, values);
      producer.abortTransaction();
    }
  }

  /** The broker has the records, but the transaction is neither committed nor aborted. */
  void produceAndLeaveOpen(String topic, String... values) throws Exception {
    Producer<String, String> producer = transactionalProducer();
    leftOpen.add(producer);
    send(producer, topic, values);
  }

  int partitionsOf(String topic) {
    try (Producer<String, String> producer = producer(Map.of())) {
      return producer.partitionsFor(topic).size();
    }
  }

  /** Reads on from the group's offsets until there are so many committed records. */
  List<String> consume(String topic, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.subscribe(List.of(topic));
      Instant deadline = Instant.now().plus(PATIENCE);
      while (values.size() < count && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
        }
      }
      consumer.commitSync();
    }
    return values;
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG, "tests",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private Producer<String, String> transactionalProducer() {
    Producer<String, String> producer =
        producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tests"));
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  private Producer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static void send(Producer<String, String> producer, String topic, String... values)
      throws Exception {
    for (String value : values) {
      await(producer, new ProducerRecord<>(topic, value));
    }
  }

  private static void await(
      Producer<String, String> producer, ProducerRecord<String, String> record) throws Exception {
    producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    // Its broker may be dead: nothing is to be waited for.
    leftOpen.forEach(producer -> producer.close(Duration.ZERO));
  }
}
