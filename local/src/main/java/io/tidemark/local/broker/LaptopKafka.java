package io.tidemark.local.broker;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.preflight.KafkaAdmin;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Home;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The Kafka that a command works with: the one that {@code kafka.bootstrap.servers} names; or, if
 * nothing is named and none is running on this laptop, a broker of ours. Its topics stay for the
 * next command, under {@code .tidemark/kafka}.
 */
public final class LaptopKafka implements AutoCloseable {

  private static final String HOST = "localhost";
  private static final int PORT = 9092;
  private static final int TIMEOUT_MS = 10_000;

  /** Null if somebody else runs the broker, or nobody needs one. */
  private final LocalBroker ours;

  private LaptopKafka(LocalBroker ours) {
    this.ours = ours;
  }

  /**
   * Makes sure of the Kafka that a job needs, and of the topics that it reads.
   *
   * @throws FailureException if there is none, or a topic is missing
   */
  public static LaptopKafka forJob(Parameters parameters) throws Exception {
    boolean reads =
        parameters.find(EndParameters.SOURCE).orElseThrow() == EndParameters.Source.KAFKA;
    boolean writes = EndParameters.writesToKafka(parameters);
    if (!reads && !writes) {
      return new LaptopKafka(null);
    }
    LaptopKafka kafka = open(parameters);
    try {
      Set<String> topics = topics(parameters);
      if (reads && parameters.find(KafkaParameters.PATTERN).isEmpty()) {
        for (String topic : parameters.get(KafkaParameters.EVENTS)) {
          if (!topics.contains(topic)) {
            throw new FailureException(
                String.format(
                    "kafka.topic.events: no topic %s at %s",
                    topic, parameters.get(KafkaParameters.BOOTSTRAP_SERVERS)));
          }
        }
      }
      return kafka;
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
  }

  /** Makes sure that there is a Kafka to write to. */
  public static LaptopKafka open(Parameters parameters) throws Exception {
    if (parameters.isSet(KafkaParameters.BOOTSTRAP_SERVERS) || somebodyListens()) {
      return new LaptopKafka(null);
    }
    return new LaptopKafka(LocalBroker.start(Home.data().resolve("kafka"), PORT));
  }

  private static boolean somebodyListens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, PORT), TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> topics(Parameters parameters) throws Exception {
    try (Admin admin = KafkaAdmin.open(parameters)) {
      return admin.listTopics().names().get();
    } catch (ExecutionException | KafkaException e) {
      throw new FailureException(
          String.format(
              "kafka.bootstrap.servers: no Kafka answers at %s: %s",
              parameters.get(KafkaParameters.BOOTSTRAP_SERVERS), FailureException.inOneLine(e)),
          e);
    }
  }

  @Override
  public void close() throws Exception {
    if (ours != null) {
      ours.close();
    }
  }
}
