package io.tidemark.jobs.kit.preflight;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.KafkaParameters.Changelog;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.sink.Sinks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker. What it does not tell is no reason to refuse a job. */
final class BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);

  /** Kafka has it as a setting of brokers only, which its clients do not name. */
  private static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";

  private final Admin admin;
  private final String job;
  private final Parameters parameters;

  BrokerCheck(Admin admin, String job, Parameters parameters) {
    this.admin = admin;
    this.job = job;
    this.parameters = parameters;
  }

  /**
   * Refuses transactions that stay open for longer than the broker lets them.
   *
   * @throws ParameterException if they do
   */
  void transactionTimeout() {
    Optional<Long> longestMs =
        answer(admin.describeCluster().nodes(), "the brokers")
            .flatMap(nodes -> nodes.stream().findFirst())
            .map(Node::idString)
            .flatMap(id -> setting(ConfigResource.Type.BROKER, id, LONGEST_TRANSACTION))
            .map(Long::parseLong);
    Duration timeout = Promises.transactionTimeout(parameters);
    if (longestMs.isPresent() && timeout.toMillis() > longestMs.get()) {
      throw new ParameterException(
          String.format(
              "%s: %s is above the broker's %s (%s), which refuses such a producer",
              Promises.timeoutKey(parameters),
              Promises.text(timeout),
              LONGEST_TRANSACTION,
              Promises.text(Duration.ofMillis(longestMs.get()))));
    }
  }

  /**
   * Refuses a prefix under which a transaction is open: this job would abort it.
   *
   * @throws ParameterException if one is
   */
  void prefixIsFree() {
    Pattern ours =
        Pattern.compile(
            Stream.of(Output.values())
                .map(output -> Pattern.quote(Sinks.transactionalIdPrefix(job, output, parameters)))
                .collect(Collectors.joining("|", "(", ")-\\d+-\\d+")));
    Optional<String> open =
        answer(
                admin
                    .listTransactions(
                        new ListTransactionsOptions()
                            .filterStates(Set.of(TransactionState.ONGOING)))
                    .all(),
                "the open transactions")
            .stream()
            .flatMap(Collection::stream)
            .map(TransactionListing::transactionalId)
            .filter(id -> ours.matcher(id).matches())
            .sorted()
            .findFirst();
    if (open.isPresent()) {
      throw new ParameterException(
          String.format(
              "%s: '%s' is in use: transaction %s is open. Name another prefix; or if the job that"
                  + " it belongs to is dead, resume that from its last checkpoint, or wait until"
                  + " the transaction has timed out",
              KafkaParameters.TRANSACTIONAL_ID_PREFIX.key(),
              parameters.find(KafkaParameters.TRANSACTIONAL_ID_PREFIX).orElse(job),
              open.get()));
    }
  }

  /**
   * Refuses compacted topics for rows of which compaction would take some away, or Kafka takes
   * none.
   *
   * @throws ParameterException if there is one
   */
  void compaction(Map<String, Output> topics) {
    for (Map.Entry<String, Output> topic : topics.entrySet()) {
      Optional<String> policy =
          setting(ConfigResource.Type.TOPIC, topic.getKey(), TopicConfig.CLEANUP_POLICY_CONFIG);
      if (policy.filter(text -> text.contains(TopicConfig.CLEANUP_POLICY_COMPACT)).isPresent()) {
        refuseCompacted(topic.getKey(), topic.getValue());
      }
    }
  }

  private void refuseCompacted(String topic, Output output) {
    if (output == Output.RESULTS) {
      if (parameters.get(KafkaParameters.CHANGELOG) == Changelog.FULL) {
        throw new ParameterException(
            String.format(
                "%s: full: the topic %s is compacted, which takes rows away that others take back;"
                    + " take upsert, or a topic with %s=%s",
                KafkaParameters.CHANGELOG.key(),
                topic,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE));
      }
    } else if (output != Output.LATE) {
      throw new ParameterException(
          String.format(
              "kafka.topic.%s: the topic %s is compacted, and takes no records without a key",
              output.label(), topic));
    } else {
      throw new ParameterException(
          String.format(
              "kafka.topic.%s: the topic %s is compacted, which keeps only the last record of each"
                  + " key",
              output.label(), topic));
    }
  }

  private Optional<String> setting(ConfigResource.Type type, String name, String setting) {
    ConfigResource resource = new ConfigResource(type, name);
    Optional<Config> config =
        answer(
            admin.describeConfigs(List.of(resource)).values().get(resource),
            setting + " of " + name);
    return config.map(found -> found.get(setting)).map(ConfigEntry::value);
  }

  /** What the broker says, or nothing if it does not. */
  private static <T> Optional<T> answer(KafkaFuture<T> question, String what) {
    try {
      return Optional.of(question.get());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        LOG.warn("Not checked: {}, since the broker does not tell: {}", what, e.getMessage());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
