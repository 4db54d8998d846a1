package io.tidemark.bench.kafka;

import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.OutputTopic;
import io.tidemark.bench.workload.TopicPrefix;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clicks in Kafka: record by record in the order of their numbers, each item in one partition. So
 * the first so many clicks are the first so many records of each partition, and a topic can be made
 * longer at any time.
 */
public final class ClickTopic {

  private static final int PARTITIONS = 2;
  private static final short REPLICAS = 1;
  private static final String OUTPUT = "output-";

  private final String bootstrapServers;

  public ClickTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Workloads with the same keys have the same clicks. */
  static String name(Workload workload) {
    return "clicks-" + workload.keys();
  }

  /** A new topic to write to, in place of those before it. */
  public static OutputTopic forOutput(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Clients.of(bootstrapServers))) {
      Set<String> before =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(OUTPUT))
              .collect(Collectors.toSet());
      admin.deleteTopics(before).all().get();
      String topic = OUTPUT + UUID.randomUUID();
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, REPLICAS))).all().get();
      return new OutputTopic(bootstrapServers, topic);
    }
  }

  /** The first so many clicks of a workload, which are in its topic when this returns. */
  public Traffic first(long clicks, Workload workload) throws Exception {
    Traffic traffic = Traffic.forKafka(workload, clicks);
    String topic = name(workload);
    long there = ensure(topic);
    if (there < clicks) {
      append(Clicks.from(traffic, there), topic);
    }
    return traffic.in(new TopicPrefix(bootstrapServers, topic, ends(traffic)));
  }

  /** Makes the topic if need be, and tells how many clicks are in it. */
  private long ensure(String topic) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Clients.of(bootstrapServers))) {
      if (!admin.listTopics().names().get().contains(topic)) {
        NewTopic missing = new NewTopic(topic, PARTITIONS, REPLICAS);
        admin.createTopics(List.of(missing)).all().get();
        return 0;
      }
      Map<TopicPartition, OffsetSpec> latest =
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private void append(Clicks clicks, String topic) {
    Map<String, Object> properties = new HashMap<>(Clients.of(bootstrapServers));
    // As Tidemark's own sinks do, and most who pay for disks.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 16);
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (clicks.advance() && failure.get() == null) {
        var unused =
            producer.send(
                record(clicks, topic), (sent, problem) -> failure.compareAndSet(null, problem));
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka takes no clicks", failure.get());
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Clicks clicks, String topic) {
    byte[] key = clicks.item().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, partition(clicks), key, ClickJson.of(clicks));
  }

  private static int partition(Clicks clicks) {
    return clicks.keyBits() % PARTITIONS;
  }

  /** Offsets are counts: there is a record for each click, and none else. */
  private static List<Long> ends(Traffic traffic) {
    long[] ends = new long[PARTITIONS];
    Clicks clicks = Clicks.from(traffic, 0);
    while (clicks.advance()) {
      ends[partition(clicks)]++;
    }
    return Arrays.stream(ends).boxed().toList();
  }
}
