package io.tidemark.jobs.kit.preflight;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.KafkaParameters.Delivery;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the parameters promise of the output, and whether they can keep it. */
public final class Promises {

  private static final String TIMEOUT_PROPERTY =
      KafkaParameters.PROPERTIES_PREFIX + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;

  private Promises() {}

  /**
   * Refuses parameters that by themselves lose output after a failure.
   *
   * @throws ParameterException if they do
   */
  public static void requireKept(Parameters parameters) {
    if (!writesInTransactions(parameters)) {
      return;
    }
    Duration interval = parameters.get(RuntimeParameters.CHECKPOINT_INTERVAL);
    if (interval.isZero()) {
      throw new ParameterException(
          "checkpoint.interval: must not be 0 with kafka.delivery-guarantee exactly-once: a"
              + " transaction ends with its checkpoint");
    }
    // Written right after one checkpoint, committed after the next one, which a restart may delay.
    Duration restart = parameters.get(KafkaParameters.RESTART_TIME);
    Duration timeout = transactionTimeout(parameters);
    if (timeout.compareTo(interval.plus(restart)) < 0) {
      throw new ParameterException(
          String.format(
              "%s: %s is less than checkpoint.interval (%s) and kafka.restart-time (%s) together:"
                  + " after a restart as long as that, Kafka has thrown away what was written",
              timeoutKey(parameters), text(timeout), text(interval), text(restart)));
    }
  }

  /** What users should know of, a line each. */
  public static List<String> warnings(Parameters parameters) {
    if (EndParameters.writesToKafka(parameters)
        && parameters.get(KafkaParameters.DELIVERY) == Delivery.AT_LEAST_ONCE
        && parameters.find(WindowParameters.SESSION_GAP).isPresent()) {
      return List.of(
          "kafka.delivery-guarantee: at-least-once: a session that was written just before a"
              + " failure may have other bounds afterwards, and the old row is never taken back;"
              + " exactly-once leaves none");
    }
    return List.of();
  }

  static boolean writesInTransactions(Parameters parameters) {
    return EndParameters.writesToKafka(parameters)
        && parameters.get(KafkaParameters.DELIVERY) == Delivery.EXACTLY_ONCE;
  }

  /** How long Kafka keeps a transaction open: its own property goes before the parameter. */
  static Duration transactionTimeout(Parameters parameters) {
    String property = kafkasOwn(parameters);
    if (property == null) {
      return parameters.get(KafkaParameters.TRANSACTION_TIMEOUT);
    }
    try {
      return Duration.ofMillis(Integer.parseInt(property.strip()));
    } catch (NumberFormatException e) {
      throw new ParameterException(
          TIMEOUT_PROPERTY + ": '" + property + "' is no number of milliseconds");
    }
  }

  /** The key that the timeout was set with, or can be. */
  static String timeoutKey(Parameters parameters) {
    return kafkasOwn(parameters) == null
        ? KafkaParameters.TRANSACTION_TIMEOUT.key()
        : TIMEOUT_PROPERTY;
  }

  private static String kafkasOwn(Parameters parameters) {
    Map<String, String> properties = parameters.under(KafkaParameters.PROPERTIES_PREFIX);
    return properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
  }

  static String text(Duration duration) {
    return TimeUtils.formatWithHighestUnit(duration);
  }
}
