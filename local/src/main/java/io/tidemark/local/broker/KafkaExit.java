package io.tidemark.local.broker;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka may end the JVM when its broker is beyond help, a disk that is full for example.
 */
final class KafkaExit {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaExit.class);

  private KafkaExit() {}

  /** From now on Kafka only logs that it would have ended the JVM. */
  static void disarm() {
    Exit.setExitProcedure(KafkaExit::log);
    Exit.setHaltProcedure(KafkaExit::log);
  }

  /** From now on Kafka ends the JVM, as it does out of the box. */
  static void rearm() {
    Exit.resetExitProcedure();
    Exit.resetHaltProcedure();
  }

  private static void log(int status, String message) {
    LOG.error(
        "The local Kafka broker has failed and takes no more records; Kafka's own log says why."
            + " It would have ended this JVM with status {} ({})",
        status,
        message);
  }
}
