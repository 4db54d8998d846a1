package io.tidemark.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.local.cluster.FlinkRest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DoctorTest {

  private static final FlinkFacts NOBODY =
      new FlinkFacts(new FlinkRest(URI.create("http://localhost:1")));

  @Test
  void knowsHowAJobOfOursWasSetUpWhateverCommandStartedIt() {
    Parameters parameters =
        new Doctor(NOBODY, Map.of())
            .parametersOf(job("click-counts", Map.of("watermark.idle-timeout", "7s", "for", "30s")))
            .orElseThrow();

    assertThat(parameters.get(WatermarkParameters.IDLE_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void whereKafkaIsFromHereGoesFirst() {
    Parameters parameters =
        new Doctor(NOBODY, Map.of("kafka.bootstrap.servers", "here:1"))
            .parametersOf(job("click-counts", Map.of("kafka.bootstrap.servers", "there:1")))
            .orElseThrow();

    assertThat(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS)).isEqualTo("here:1");
  }

  @Test
  void knowsNothingOfJobsOfOthers() {
    assertThat(new Doctor(NOBODY, Map.of()).parametersOf(job("theirs", Map.of()))).isEmpty();
  }

  private static JobSnapshot job(String name, Map<String, String> settings) {
    return new JobSnapshot(
        Instant.EPOCH,
        "id",
        name,
        "RUNNING",
        Duration.ZERO,
        List.of(),
        new Checkpoints(Duration.ZERO, 0, 0, false, "", Optional.empty()),
        List.of(),
        settings,
        Optional.empty());
  }
}
