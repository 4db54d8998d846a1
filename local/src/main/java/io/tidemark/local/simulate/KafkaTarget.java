package io.tidemark.local.simulate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to a Kafka topic, each to the partition that it names and with no timestamp of its
 * own, so that the broker's or the producer's clock stamps it. Idempotent, with acks from all
 * replicas: what {@link #flush} has returned from is in the log, once and in order.
 */
public final class KafkaTarget implements RecordTarget {

  /** At full speed twice as fast as Kafka's own 16 KiB; in real time no batch grows so large. */
  private static final int BATCH_BYTES = 128 * 1024;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final String topic;
  private final String where;
  private final Partitions partitions;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> firstFailure = new AtomicReference<>();

  /**
   * Connects, and creates the topic where there is none.
   *
   * @param partitions number of partitions of a new topic; records for a partition that an existing
   *     topic does not have go to that partition modulo its number
   * @param idlePartition a partition that gets nothing all the same; -1 = none
   * @param properties further properties of the producer; the admin client takes those it knows
   * @throws IOException if Kafka cannot be reached or refuses; the message is one line
   */
  public KafkaTarget(
      String bootstrapServers,
      String topic,
      int partitions,
      int idlePartition,
      Map<String, String> properties)
      throws IOException {
    Map<String, Object> connection = new HashMap<>(properties);
    connection.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    this.topic = topic;
    where = "Kafka topic '%s' at %s".formatted(topic, bootstrapServers);
    int existing = new KafkaTopic(topic, where, connection).ensure(partitions);
    this.partitions = new Partitions(existing, idlePartition);
    producer = connect(connection);
  }

  /** The number of partitions that the topic has. */
  public int partitions() {
    return partitions.count();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // its failure comes to the callback
  public void send(int partition, byte[] key, byte[] value) throws IOException {
    throwFirstFailure();
    try {
      producer.send(
          new ProducerRecord<>(topic, partitions.fit(partition), key, value),
          (metadata, failure) -> {
            if (failure != null) {
              firstFailure.compareAndSet(null, failure);
            }
          });
    } catch (InterruptException e) {
      throw (IOException) new InterruptedIOException("Interrupted while sending").initCause(e);
    } catch (KafkaException e) {
      throw KafkaFailure.of(where, e);
    }
  }

  @Override
  public void flush() throws IOException {
    whileNotInterrupted(producer::flush);
    throwFirstFailure();
  }

  @Override
  public void close() throws IOException {
    whileNotInterrupted(() -> producer.close(CLOSE_TIMEOUT));
    throwFirstFailure();
  }

  private void throwFirstFailure() throws IOException {
    Exception failure = firstFailure.get();
    if (failure != null) {
      throw KafkaFailure.of(where, failure);
    }
  }

  /** Kafka gives up at once on an interrupted thread, and what it has taken would be lost. */
  private static void whileNotInterrupted(Runnable handOver) {
    boolean interrupted = Thread.interrupted();
    try {
      handOver.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Producer<byte[], byte[]> connect(Map<String, Object> connection) throws IOException {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A partition just created can refuse the first batch, not ready yet, and take the second one,
    // as it knows no earlier one; then it refuses the first for good and its records are lost
    // (KAFKA-15591). With one batch on its way at a time there is no second; big batches make up
    // for the speed.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.putAll(connection);
    try {
      return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaFailure.of(where, e);
    }
  }
}
