package io.tidemark.local.simulate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic that is created where it does not exist. */
final class KafkaTopic {

  private static final String REQUEST_TIMEOUT_MS = "10000";
  private static final String ANSWER_TIMEOUT_MS = "20000";

  private final String name;
  private final String where;
  private final Map<String, Object> config = new HashMap<>();

  KafkaTopic(String name, String where, Map<String, Object> connection) {
    this.name = name;
    this.where = where;
    // Somebody waits at a terminal: sooner than Kafka's own minute.
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MS);
    connection.forEach(
        (key, value) -> {
          // The providers' own settings, by which secrets are read, have names of their making.
          if (AdminClientConfig.configNames().contains(key)
              || key.startsWith(AdminClientConfig.CONFIG_PROVIDERS_CONFIG)) {
            config.put(key, value);
          }
        });
  }

  /**
   * Creates the topic if need be.
   *
   * @return the number of its partitions: those asked for only where it is new
   * @throws IOException if Kafka cannot be reached or refuses; the message is one line
   */
  int ensure(int partitions) throws IOException {
    try (Admin admin = Admin.create(config)) {
      // Looking first: who may write to a topic need not be allowed to create one.
      OptionalInt existing = partitionsNow(admin);
      return existing.isPresent() ? existing.getAsInt() : create(admin, partitions);
    } catch (ExecutionException | KafkaException e) {
      throw KafkaFailure.of(where, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while looking for " + where);
    }
  }

  private OptionalInt partitionsNow(Admin admin) throws ExecutionException, InterruptedException {
    try {
      return OptionalInt.of(
          admin
              .describeTopics(List.of(name))
              .topicNameValues()
              .get(name)
              .get()
              .partitions()
              .size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  private int create(Admin admin, int partitions) throws ExecutionException, InterruptedException {
    try {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
      return partitions;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return partitionsNow(admin).orElseThrow(() -> e); // somebody else was faster
      }
      throw e;
    }
  }
}
