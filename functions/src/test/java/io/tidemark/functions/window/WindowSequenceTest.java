package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSequenceTest {

  private static WindowBounds window(String start, String end) {
    return new WindowBounds(Instant.parse(start).toEpochMilli(), Instant.parse(end).toEpochMilli());
  }

  @Test
  void slidingWindowsFollowByTheirSlide() {
    WindowSequence sequence =
        new WindowSequence(Duration.ofMillis(10), Duration.ofMillis(4), WindowAlignment.UTC);

    assertThat(sequence.after(new WindowBounds(-4, 6))).isEqualTo(new WindowBounds(0, 10));
    assertThat(sequence.after(new WindowBounds(0, 10))).isEqualTo(new WindowBounds(4, 14));
  }

  @Test
  void anHourThatTheClocksSkipHasNoWindowAndOneThatTheyRepeatHasOne() {
    WindowSequence sequence =
        new WindowSequence(
            Duration.ofHours(1),
            Duration.ofHours(1),
            new WindowAlignment(Duration.ZERO, ZoneId.of("Europe/Berlin")));

    assertThat(sequence.after(window("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")))
        .isEqualTo(window("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"));
    WindowBounds repeated = sequence.after(window("2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z"));
    assertThat(repeated).isEqualTo(window("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"));
    assertThat(sequence.after(repeated))
        .isEqualTo(window("2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z"));
  }

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
    WindowSequence sequence =
        new WindowSequence(size, slide, new WindowAlignment(offset, ZoneId.of(zone)));

    assertThat(Instant.ofEpochMilli(sequence.endAfter(at(time))))
        .isEqualTo(Instant.ofEpochMilli(at(end)));
  }

  private static long at(String time) {
    return Instant.parse("2026-01-01T" + time + "Z").toEpochMilli();
  }
}
