package io.tidemark.bench.streams;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.TopicPrefix;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.cli.TemporaryFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Kafka Streams inside this JVM, with its stores in RocksDB and their changelogs in Kafka. */
public final class KafkaStreamsEngine implements Engine {

  /** As often as others checkpoint. */
  private static final int COMMIT_INTERVAL_MS = 10_000;

  /** Kafka Streams commits once before it, so it has to be longer. */
  private static final int TRANSACTION_TIMEOUT_MS = 60_000;

  /** Twenty-five times the default: an update that waits in it costs neither RocksDB nor Kafka. */
  private static final long CACHE_BYTES = 256L << 20;

  @Override
  public boolean can(Workload workload) {
    return workload.isFromKafka();
  }

  @Override
  public Race.Outcome run(Traffic traffic, int parallelism) throws Exception {
    TopicPrefix prefix = traffic.topic();
    Race race = Race.next(traffic, prefix.readers(parallelism), prefix.partitions());
    try (TemporaryFolder folder = TemporaryFolder.create("bench");
        KafkaStreams streams =
            new KafkaStreams(
                ClickTopology.of(traffic),
                properties(prefix, parallelism, folder.path()),
                new RaceClients(prefix))) {
      streams.setUncaughtExceptionHandler(
          failure -> {
            race.failed(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      Race.Outcome outcome = race.outcome().get();
      return outcome.withCheckpoints(commits(streams));
    }
  }

  private static Properties properties(TopicPrefix prefix, int parallelism, Path folder) {
    Properties properties = new Properties();
    // Each run begins anew.
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-" + UUID.randomUUID());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, prefix.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, parallelism);
    // What the others promise: by default it may count twice after a failure. A transaction every
    // ten seconds, in place of the ten a second that are the default of this guarantee, is cheap.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MS);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    return properties;
  }

  /** Each thread commits what is its own. */
  private static long commits(KafkaStreams streams) {
    return streams.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("commit-total"))
        .filter(metric -> metric.getKey().group().equals("stream-thread-metrics"))
        .map(Map.Entry::getValue)
        .map(Metric::metricValue)
        .mapToLong(value -> ((Number) value).longValue())
        .max()
        .orElse(0);
  }
}
