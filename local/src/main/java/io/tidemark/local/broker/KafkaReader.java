package io.tidemark.local.broker;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens consumers that only look: they are in no group, and leave no offsets behind. */
public final class KafkaReader {

  private KafkaReader() {}

  /**
   * A consumer of what is committed in the Kafka that a job's parameters name; it has no partitions
   * yet.
   *
   * @param unlessSet properties that the user's own go before
   * @throws org.apache.kafka.common.KafkaException if the parameters make no client
   */
  public static KafkaConsumer<byte[], byte[]> open(
      Parameters parameters, Map<String, Object> unlessSet) {
    Map<String, Object> properties = new HashMap<>();
    // Records of aborted transactions were never sent.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(unlessSet);
    properties.putAll(KafkaParameters.clientProperties(parameters));
    properties.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        List.of(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS).split(",")));
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
