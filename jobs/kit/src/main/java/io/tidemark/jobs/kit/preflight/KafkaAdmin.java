package io.tidemark.jobs.kit.preflight;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Opens clients that ask the Kafka which a job's parameters name. */
public final class KafkaAdmin {

  private static final int TIMEOUT_MS = 10_000;

  private KafkaAdmin() {}

  /**
   * A client with less patience than Kafka's own.
   *
   * @throws org.apache.kafka.common.KafkaException if the parameters make no client
   */
  public static Admin open(Parameters parameters) {
    Map<String, Object> properties = new HashMap<>(KafkaParameters.clientProperties(parameters));
    properties.put(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        List.of(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS).split(",")));
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return Admin.create(properties);
  }
}
