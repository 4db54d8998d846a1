package io.tidemark.local.watch;

import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.broker.KafkaReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of a job's topics as they come, beginning with the last ones that are there. It takes no
 * more than a page can show: if more come, it goes on with the latest. For one thread.
 */
final class TopicRows implements AutoCloseable {

  private static final int TIMEOUT_MS = 5_000;
  private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(5);

  /** How far back it begins, in each partition. */
  private static final long HISTORY = 500;

  private static final int MOST_AT_ONCE = 250;

  /** A page that is further behind is not of now. */
  private static final long MOST_BEHIND = 5_000;

  /** A row of an output. */
  record Row(Output output, ConsumerRecord<byte[], byte[]> record) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Output> topics;

  private Set<TopicPartition> partitions = Set.of();
  private long lookedAtNanos;
  private long skipped;

  /**
   * @param topics each with the output whose rows it gets; they need not be there yet
   */
  TopicRows(Parameters parameters, Map<String, Output> topics) {
    this.topics = topics;
    this.consumer =
        KafkaReader.open(
            parameters,
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_AT_ONCE,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS));
  }

  /**
   * Waits for rows.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  List<Row> poll(Duration wait) {
    lookForTopics();
    List<Row> rows = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      rows.add(new Row(topics.get(record.topic()), record));
    }
    for (TopicPartition partition : partitions) {
      OptionalLong behind = consumer.currentLag(partition);
      if (behind.orElse(0) > MOST_BEHIND) {
        long jump = behind.getAsLong() - HISTORY;
        consumer.seek(partition, consumer.position(partition) + jump);
        skipped += jump;
      }
    }
    return rows;
  }

  /** How many rows were left out, since more came than a page can show. */
  long skipped() {
    return skipped;
  }

  private void lookForTopics() {
    long now = System.nanoTime();
    if (!partitions.isEmpty() && now - lookedAtNanos < LOOK_FOR_TOPICS.toNanos()) {
      return;
    }
    lookedAtNanos = now;
    Set<TopicPartition> found = new HashSet<>();
    Map<String, List<PartitionInfo>> all = consumer.listTopics();
    for (String topic : topics.keySet()) {
      for (PartitionInfo partition : all.getOrDefault(topic, List.of())) {
        found.add(new TopicPartition(topic, partition.partition()));
      }
    }
    if (found.equals(partitions)) {
      return;
    }
    Set<TopicPartition> added = new HashSet<>(found);
    added.removeAll(partitions);
    consumer.assign(found);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(added);
    consumer
        .endOffsets(added)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begins.get(partition), end - HISTORY)));
    partitions = found;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
