package io.tidemark.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

  /** Kafka ignores a name that is misspelt. */
  @Test
  void everySettingIsOneThatKafkaKnows() throws Exception {
    try (LoopbackSockets sockets = LoopbackSockets.bind(0)) {
      assertThat(AbstractKafkaConfig.CONFIG_DEF.names())
          .containsAll(BrokerSettings.of(Path.of("data"), sockets).keySet());
    }
  }
}
