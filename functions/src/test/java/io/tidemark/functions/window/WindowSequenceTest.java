package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

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
}
