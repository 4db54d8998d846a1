package io.tidemark.bench.kafka;

import io.tidemark.bench.loop.ByteScan;
import io.tidemark.bench.loop.LoopEngine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.OutputTopic;
import io.tidemark.bench.workload.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where results end that an engine writes to Kafka: reads them as they arrive, and the race is over
 * for it when all have.
 */
public final class OutputTally implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final Race race;
  private final long expected;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::run, "output-tally");
  private final Tally tally;

  private OutputTally(Race race) {
    OutputTopic output = race.traffic().output();
    Map<String, Object> properties = Clients.of(output.bootstrapServers());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.race = race;
    this.expected = expected(race.traffic());
    this.tally = race.tally();
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(output.topic()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    thread.start();
  }

  /** Begins to read what there is to come. */
  public static OutputTally start(Race race) {
    return new OutputTally(race);
  }

  private static long expected(Traffic traffic) {
    Tally expected = new Tally();
    LoopEngine.scan(Clicks.from(traffic, 0), traffic.workload(), expected);
    return expected.totals().results();
  }

  private void run() {
    try {
      ByteScan scan = new ByteScan();
      for (long arrived = 0; arrived < expected; ) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (scan.isClick(record.value())) {
            tally.add(scan.item(), scan.time(), scan.time(), 1);
          }
          arrived++;
        }
      }
      race.finished(tally);
    } catch (WakeupException e) {
      // Closed early, since the engine failed.
    } catch (RuntimeException e) {
      race.failed(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    thread.join();
    consumer.close();
  }
}
