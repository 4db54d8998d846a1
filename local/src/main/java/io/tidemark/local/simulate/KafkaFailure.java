package io.tidemark.local.simulate;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** Says in one line what Kafka refused; the whole story is the cause. */
final class KafkaFailure {

  /**
   * Makes the line.
   *
   * @param where the topic and its servers
   */
  static IOException of(String where, Exception failure) {
    Throwable reason = reason(failure);
    String message = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    return new IOException(
        "%s: %s: %s".formatted(where, reason.getClass().getSimpleName(), message), failure);
  }

  /** What Kafka and its futures wrap: "Failed to construct kafka producer" helps nobody. */
  private static Throwable reason(Throwable failure) {
    boolean wrapped =
        failure instanceof ExecutionException || failure.getClass() == KafkaException.class;
    return wrapped && failure.getCause() != null ? reason(failure.getCause()) : failure;
  }

  private KafkaFailure() {}
}
