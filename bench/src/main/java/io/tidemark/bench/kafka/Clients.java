package io.tidemark.bench.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** What all clients of the benchmark's broker are told. */
final class Clients {

  private Clients() {}

  static Map<String, Object> of(String bootstrapServers) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return properties;
  }
}
