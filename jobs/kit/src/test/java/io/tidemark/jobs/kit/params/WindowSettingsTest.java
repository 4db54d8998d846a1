package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.PreAggregation;
import io.tidemark.functions.window.WindowAlignment;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSettingsTest {

  @Test
  void sizeAloneIsTumblingWithNothingElse() {
    assertThat(settings("window.size=1min"))
        .isEqualTo(
            new WindowSettings(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                null,
                WindowAlignment.UTC,
                Duration.ZERO,
                PaneTriggers.NONE,
                Accumulation.ACCUMULATING,
                PreAggregation.AUTO,
                "/item_id"));
  }

  @Test
  void aSlideMakesThemSliding() {
    WindowSettings settings = settings("window.size=1min", "window.slide=7s");
    assertThat(settings.size()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.slide()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.sessionGap()).isNull();
  }

  @Test
  void aGapMakesThemSessions() {
    WindowSettings settings = settings("window.session-gap=30min");
    assertThat(settings.sessionGap()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.size()).isNull();
    assertThat(settings.slide()).isNull();
  }

  @Test
  void latenessTriggersAndAccumulationAreRead() {
    WindowSettings settings =
        settings(
            "window.size=1h",
            "window.allowed-lateness=2h",
            "window.early-interval=3s",
            "window.early-event-time=4s",
            "window.early-count=5",
            "window.late-interval=6s",
            "window.accumulation=retracting");
    assertThat(settings.allowedLateness()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.triggers())
        .isEqualTo(
            new PaneTriggers(
                Duration.ofSeconds(3), Duration.ofSeconds(4), 5, Duration.ofSeconds(6)));
    assertThat(settings.accumulation()).isEqualTo(Accumulation.RETRACTING);
  }

  @Test
  void windowsFollowTheClocksOfAZone() {
    assertThat(
            settings("window.size=1d", "window.timezone=Europe/Berlin", "window.offset=4h")
                .alignment())
        .isEqualTo(new WindowAlignment(Duration.ofHours(4), ZoneId.of("Europe/Berlin")));
    assertThat(settings("window.size=1d", "window.timezone=Z").alignment().zone())
        .isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void theKeyIsPartOfTheSettings() {
    assertThat(settings("window.size=1d", "group.by=user").groupedBy()).isEqualTo("/user_id");
    assertThat(settings("window.size=1d", "group.by=/a/b").groupedBy()).isEqualTo("/a/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "window.allowed-lateness=2h # window.size: not set, and window.session-gap is not either",
        "window.size=0s # window.size: must be at least 1ms",
        "window.session-gap=0s # window.session-gap: must be at least 1ms",
        "window.size=10s,window.slide=0s # window.slide: must be at least 1ms",
        "window.slide=10s # window.slide: needs window.size",
        "window.size=10s,window.slide=11s # window.slide: cannot be larger than window.size, or some"
            + " events would be in no window",
        "window.size=10s,window.session-gap=1s # window.session-gap: windows have a size or are"
            + " sessions, not both",
        "window.slide=10s,window.session-gap=1s # window.session-gap: windows have a size or are"
            + " sessions, not both",
        "window.size=10s,window.allowed-lateness=-5s # window.allowed-lateness: '-5s' is no duration,"
            + " such as 5s, 1min or 2h",
        "window.size=10s,window.early-count=-1 # window.early-count: -1 is below zero",
        "window.size=10s,window.timezone=Europe/Berlln # window.timezone: 'Europe/Berlln' is no time"
            + " zone; did you mean Europe/Berlin?",
        "window.size=10s,window.accumulation=retract # window.accumulation: 'retract' is none of"
            + " discarding, accumulating, retracting; did you mean retracting?",
      })
  void windowsThatMakeNoSenseAreRefused(String values, String message) {
    assertThatThrownBy(() -> settings(values.split(",")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  private static WindowSettings settings(String... values) {
    Map<String, String> byKey = new HashMap<>();
    for (String value : values) {
      byKey.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
    }
    return WindowSettings.of(
        Parameters.of(Parameters.join(WindowParameters.ALL, EventParameters.ALL), List.of(byKey)));
  }
}
