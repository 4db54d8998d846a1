package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowEndsTest {

  @ParameterizedTest
  @CsvSource({
    "PT1M, PT1M, PT0S, UTC, 10:00:00, 10:01:00",
    "PT1M, PT1M, PT0S, UTC, 10:00:59.999, 10:01:00",
    "PT1M, PT1M, PT7S, UTC, 10:00:00, 10:00:07",
    "PT10M, PT5S, PT0S, UTC, 10:00:01, 10:00:05",
    "PT10S, PT4S, PT0S, UTC, 10:00:00, 10:00:02",
    "PT24H, PT24H, PT0S, Asia/Kathmandu, 10:00:00, 18:15:00",
  })
  void theNextEndIsThatOfTheOldestWindow(
      Duration size, Duration slide, Duration offset, String zone, String time, String end) {
    WindowEnds ends = new WindowEnds(size, slide, new WindowAlignment(offset, ZoneId.of(zone)));

    assertThat(Instant.ofEpochMilli(ends.after(at(time)))).isEqualTo(Instant.ofEpochMilli(at(end)));
  }

  private static long at(String time) {
    return Instant.parse("2026-01-01T" + time + "Z").toEpochMilli();
  }
}
