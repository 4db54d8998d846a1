package io.tidemark.local.broker;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.preflight.KafkaAdmin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;

/**
 * The topics that a job writes to, made on this laptop's Kafka before it writes. Of a topic that
 * begins with its first records Kafka may refuse the first batch and take the second; then it
 * refuses the first for good, and the job fails when the producer has tried for two minutes
 * (KAFKA-15591).
 */
public final class OutputTopics {

  private OutputTopics() {}

  /**
   * Creates those that are missing, as Kafka itself would. Not in a Kafka elsewhere, whose topics
   * are its keeper's; and not where none answers, which the job will tell.
   */
  public static void ensure(Job<?, ?> job, Parameters parameters) throws InterruptedException {
    if (!EndParameters.writesToKafka(parameters)
        || !isOnThisMachine(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS))) {
      return;
    }
    try (Admin admin = KafkaAdmin.open(parameters)) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing =
          JobTopics.of(job, parameters).keySet().stream()
              .filter(topic -> !existing.contains(topic))
              .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
              .toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException | KafkaException e) {
      // They come to be when the job writes, or somebody else was faster.
    }
  }

  /** Whether Kafka is here, and so in nobody else's keeping. */
  public static boolean isOnThisMachine(String bootstrapServers) {
    return Stream.of(bootstrapServers.split(","))
        .map(String::strip)
        .allMatch(server -> server.matches("(localhost|127\\.[0-9.]+|\\[::1]):\\d+"));
  }
}
