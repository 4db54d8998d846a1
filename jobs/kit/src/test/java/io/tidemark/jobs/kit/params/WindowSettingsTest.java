package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowSettingsTest {

  @Test
  void sizeAloneHasNoAllowedLateness() {
    assertThat(settings(Map.of("window.size", "1min")))
        .isEqualTo(new WindowSettings(Duration.ofMinutes(1), Duration.ZERO));
  }

  @Test
  void allowedLatenessIsRead() {
    assertThat(settings(Map.of("window.size", "1ms", "window.allowed-lateness", "2h")))
        .isEqualTo(new WindowSettings(Duration.ofMillis(1), Duration.ofHours(2)));
  }

  @Test
  void windowsWithoutASizeAreRefused() {
    assertThatThrownBy(() -> settings(Map.of("window.allowed-lateness", "2h")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("window.size: not set");
  }

  @Test
  void windowsOfNoSizeAreRefused() {
    assertThatThrownBy(() -> settings(Map.of("window.size", "0s")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("window.size: must be at least 1ms");
  }

  private static WindowSettings settings(Map<String, String> values) {
    return WindowSettings.of(Parameters.of(WindowParameters.ALL, List.of(values)));
  }
}
