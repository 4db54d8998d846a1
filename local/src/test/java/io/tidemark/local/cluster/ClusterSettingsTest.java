package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.ParameterException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterSettingsTest {

  @Test
  void withoutParametersItIsOneTaskManagerAtTheUsualPorts() {
    ClusterSettings settings = ClusterSettings.parse(List.of());
    assertThat(settings.taskManagers()).isEqualTo(1);
    assertThat(settings.restPort()).isEqualTo(8081);
    assertThat(settings.kafkaPort()).isEqualTo(9092);
    assertThat(settings.flink()).isEmpty();
  }

  @Test
  void flinksOptionsAreTakenWithoutTheirPrefix() {
    assertThat(ClusterSettings.parse(List.of("--flink.state.backend.type", "rocksdb")).flink())
        .containsEntry("state.backend.type", "rocksdb");
  }

  @ParameterizedTest
  @CsvSource({
    "--taskmanagers, 0, taskmanagers: 0 is less than 1",
    "--slots, -1, slots: -1 is less than 1",
    "--rest.port, 65536, rest.port: 65536 is not between 1 and 65535",
    "--kafka.port, 8081, kafka.port: 8081 is rest.port too",
    "--taskmanager, 2, taskmanager: no such parameter; did you mean taskmanagers?",
  })
  void nonsenseIsNamed(String key, String value, String message) {
    assertThatThrownBy(() -> ClusterSettings.parse(List.of(key, value)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }
}
