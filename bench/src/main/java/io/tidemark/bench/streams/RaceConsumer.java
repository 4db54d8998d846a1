package io.tidemark.bench.streams;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.TopicPrefix;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that waits for the race when it has found the first records, and reads a partition no
 * further than to the end of what the run is about.
 *
 * <p>Until then it goes on to be polled, as a member of a group that threads still join.
 */
final class RaceConsumer extends KafkaConsumer<byte[], byte[]> {

  /** The begin is not to be missed by the time that Kafka Streams would wait for records. */
  private static final Duration WHILE_WAITING = Duration.ofMillis(1);

  private final TopicPrefix prefix;
  private final Race race = Race.current();
  private final Set<TopicPartition> waiting = new HashSet<>();
  private boolean isReady;

  RaceConsumer(Map<String, Object> config, TopicPrefix prefix) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.prefix = prefix;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (!race.isOn()) {
      wait(super.poll(waiting.isEmpty() ? timeout : WHILE_WAITING));
      return ConsumerRecords.empty();
    }
    if (!waiting.isEmpty()) {
      // Others may have joined and got some of them.
      waiting.retainAll(assignment());
      resume(waiting);
      waiting.clear();
    }
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      if (some.get(some.size() - 1).offset() >= prefix.ends().get(partition.partition()) - 1) {
        pause(Set.of(partition));
      }
    }
    return records;
  }

  private void wait(ConsumerRecords<byte[], byte[]> first) {
    for (TopicPartition partition : first.partitions()) {
      seek(partition, first.records(partition).get(0).offset());
      pause(Set.of(partition));
      waiting.add(partition);
    }
    if (!isReady && !first.isEmpty()) {
      isReady = true;
      var unused = race.ready();
    }
  }
}
