package io.tidemark.local.broker;

import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaExitTest {

  @AfterEach
  void rearm() {
    KafkaExit.rearm();
  }

  @Test
  void aDisarmedExitLeavesTheJvmRunning() {
    KafkaExit.disarm();

    // Were one of them armed, no test after this one would report.
    Exit.exit(1);
    Exit.halt(1, "the disk is full");
  }
}
