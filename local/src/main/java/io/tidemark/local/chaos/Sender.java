package io.tidemark.local.chaos;

import io.tidemark.local.cli.FailureException;
import io.tidemark.local.simulate.KafkaTarget;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Sends a round's records at their rate, whatever happens to Kafka, and tells the oracle. */
final class Sender implements AutoCloseable {

  /** By which Kafka tells it from the job's producers. */
  static final String CLIENT_ID = "chaos-traffic";

  private static final long NANOS = 1_000_000_000L;

  private final KafkaTarget target;
  private final Traffic traffic;
  private final Oracle oracle;
  private final int rate;

  private Thread thread;
  private volatile boolean goesOn;
  private volatile IOException failure;

  Sender(String kafka, Traffic traffic, Oracle oracle, int rate) throws IOException {
    this.traffic = traffic;
    this.oracle = oracle;
    this.rate = rate;
    this.target =
        new KafkaTarget(
            kafka,
            ChaosJob.EVENTS,
            Traffic.PARTITIONS,
            -1,
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                CLIENT_ID,
                // It waits for Kafka however long that takes: what it has sent is sent once.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                "600000",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                "600000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "3000",
                // Else it would forget the topic while the only broker is away, and the one who is
                // to start that again would wait for a record to be sent.
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                "none"));
  }

  /** Begins to send, beside whatever else is done. */
  void begin() {
    goesOn = true;
    thread = new Thread(this::send, "chaos traffic");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    long begin = System.nanoTime();
    try {
      for (long sent = 0; goesOn; sent++) {
        long due = begin + sent * NANOS / rate;
        while (goesOn && due - System.nanoTime() > 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        synchronized (this) {
          send(traffic.next());
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Sends an event in each partition that is far too late, before anything else. */
  synchronized void sendLate() throws IOException {
    for (Sent late : traffic.late()) {
      send(late);
    }
  }

  /** Sends ten times as many records as in some seconds else, as fast as Kafka takes them. */
  synchronized void sendBurst(int seconds) throws IOException {
    for (long i = 0; i < 10L * rate * seconds; i++) {
      send(traffic.next());
    }
  }

  /** Sends broken records as fast as Kafka takes them. */
  synchronized void sendPoison(int records) throws IOException {
    for (int i = 0; i < records; i++) {
      send(traffic.broken());
    }
  }

  /** Stops, and sends what completes the windows of all that was sent before. */
  long end() throws IOException, FailureException, InterruptedException {
    goesOn = false;
    thread.join();
    if (failure != null) {
      throw new FailureException("Kafka takes no records: " + failure.getMessage(), failure);
    }
    List<Sent> last = traffic.end();
    for (Sent record : last) {
      send(record);
    }
    target.flush();
    return last.get(0).timeMs() - Traffic.BOUND.toMillis() - 1;
  }

  private void send(Sent record) throws IOException {
    oracle.add(record);
    target.send(record.partition(), null, record.value());
  }

  @Override
  public void close() throws IOException {
    goesOn = false;
    target.close();
  }
}
