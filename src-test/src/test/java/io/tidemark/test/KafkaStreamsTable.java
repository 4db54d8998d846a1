package io.tidemark.test;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Reads a topic as Kafka Streams does, as a table. */
final class KafkaStreamsTable {

  private static final String STORE = "table";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private KafkaStreamsTable() {}

  /**
   * What the table has once everything is read that the topic has now.
   *
   * @param folder for what the application keeps on disk
   */
  static Map<String, String> contents(
      String bootstrapServers, String topic, Map<TopicPartition, Long> ends, Path folder) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.table(
        topic,
        Consumed.with(Serdes.String(), Serdes.String()),
        Materialized.<String, String>as(Stores.inMemoryKeyValueStore(STORE)).withLoggingDisabled());
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topic + ".reader");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    try (KafkaStreams streams = new KafkaStreams(builder.build(), properties)) {
      streams.start();
      await().atMost(PATIENCE).until(() -> hasRead(streams).equals(ends));
      return all(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  STORE, QueryableStoreTypes.<String, String>keyValueStore())));
    }
  }

  private static Map<TopicPartition, Long> hasRead(KafkaStreams streams) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    streams
        .metadataForLocalThreads()
        .forEach(
            thread ->
                thread.activeTasks().forEach(task -> offsets.putAll(task.committedOffsets())));
    return offsets;
  }

  private static Map<String, String> all(ReadOnlyKeyValueStore<String, String> store) {
    Map<String, String> contents = new TreeMap<>();
    try (KeyValueIterator<String, String> rows = store.all()) {
      rows.forEachRemaining(row -> contents.put(row.key, row.value));
    }
    return contents;
  }
}
