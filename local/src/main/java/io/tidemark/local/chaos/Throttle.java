package io.tidemark.local.chaos;

import io.tidemark.local.cli.FailureException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Makes Kafka take slowly what all clients together write, but for the traffic. */
final class Throttle {

  private static final String BYTES_PER_SECOND = "producer_byte_rate";

  /** A tenth of what the job writes at the usual rate, or less. */
  private static final double SLOW = 2_000;

  private static final double FAST = 1e9;

  private static final Map<String, String> EVERYBODY = Map.of(ClientQuotaEntity.USER, "ANONYMOUS");
  private static final Map<String, String> TRAFFIC =
      Map.of(ClientQuotaEntity.USER, "ANONYMOUS", ClientQuotaEntity.CLIENT_ID, Sender.CLIENT_ID);

  private final String kafka;

  Throttle(String kafka) {
    this.kafka = kafka;
  }

  void on() throws FailureException, InterruptedException {
    set(FAST, SLOW);
  }

  void off() throws FailureException, InterruptedException {
    set(null, null);
  }

  private void set(Double ofTraffic, Double ofEverybody)
      throws FailureException, InterruptedException {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      admin
          .alterClientQuotas(List.of(limit(TRAFFIC, ofTraffic), limit(EVERYBODY, ofEverybody)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new FailureException("no quotas: " + FailureException.inOneLine(e), e);
    }
  }

  private static ClientQuotaAlteration limit(Map<String, String> who, Double bytesPerSecond) {
    return new ClientQuotaAlteration(
        new ClientQuotaEntity(who),
        List.of(new ClientQuotaAlteration.Op(BYTES_PER_SECOND, bytesPerSecond)));
  }
}
