package io.tidemark.local.run;

import io.tidemark.jobs.kit.sink.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the topics that a job writes, from where they end now. For one thread. */
final class OutputTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_ROWS = 1_000;
  private static final short ONE_REPLICA = 1;

  /** A row of one of the outputs; the value is null for a tombstone. */
  record Row(Output output, @SuppressWarnings("ArrayRecordComponent") byte[] value) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Output> outputs = new HashMap<>();

  /**
   * Creates the topics that are missing, with one partition each so that rows are seen in order,
   * and follows all of them.
   *
   * @param topics each with the output whose rows it gets
   */
  OutputTail(String bootstrapServers, Map<String, Output> topics) throws Exception {
    create(bootstrapServers, topics.keySet());
    topics.forEach((topic, output) -> outputs.put(new TopicPartition(topic, 0), output));
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(outputs.keySet());
    consumer.seekToEnd(outputs.keySet());
    // It is sought when it is asked for: now, before the job writes.
    outputs.keySet().forEach(consumer::position);
  }

  private static void create(String bootstrapServers, Set<String> topics)
      throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get();
      admin
          .createTopics(
              topics.stream()
                  .filter(topic -> !existing.contains(topic))
                  .map(topic -> new NewTopic(topic, 1, ONE_REPLICA))
                  .toList())
          .all()
          .get();
    }
  }

  /**
   * The rows that have come, after a short wait if there are none. What comes in one go, as a
   * window's panes from several subtasks do, is handed out in one go.
   */
  List<Row> poll() {
    List<Row> rows = new ArrayList<>();
    ConsumerRecords<byte[], byte[]> records;
    do {
      records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Output output = outputs.get(new TopicPartition(record.topic(), record.partition()));
        rows.add(new Row(output, record.value()));
      }
    } while (!records.isEmpty() && rows.size() < MOST_ROWS);
    return rows;
  }

  /** Whether everything that is there now has been polled. */
  boolean isAtEnd() {
    return consumer.endOffsets(outputs.keySet()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
