package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowGridTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static WindowGrid grid(Duration size, Duration slide, String zone) {
    return new WindowGrid(size, slide, new WindowAlignment(Duration.ZERO, ZoneId.of(zone)));
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  /** The windows of an event, such as {@code 2026-03-28T23:00:00Z + PT23H}, oldest first. */
  private static List<String> windowsOf(String instant, WindowGrid grid) {
    List<String> windows = new ArrayList<>();
    for (long window = grid.oldestWindowOf(at(instant));
        window <= grid.newestWindowOf(at(instant));
        window = grid.windowAfter(window)) {
      WindowBounds bounds = grid.bounds(window);
      windows.add(
          Instant.ofEpochMilli(bounds.start())
              + " + "
              + Duration.ofMillis(bounds.end() - bounds.start()));
    }
    return windows;
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z + PT23H",
    "Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z + PT25H",
    "Europe/Berlin, 2026-10-26T12:00:00Z, 2026-10-25T23:00:00Z + PT24H",
    "America/New_York, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z + PT23H",
    "America/New_York, 2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z + PT25H",
    "Australia/Lord_Howe, 2026-04-05T00:00:00Z, 2026-04-04T13:00:00Z + PT24H30M",
    "Australia/Lord_Howe, 2026-10-04T00:00:00Z, 2026-10-03T13:30:00Z + PT23H30M",
    "Africa/Monrovia, 1972-01-07T12:00:00Z, 1972-01-07T00:44:30Z + PT23H15M30S",
    "Asia/Kathmandu, 2026-01-01T12:00:00Z, 2025-12-31T18:15:00Z + PT24H",
    // Samoa went over the date line, and had no 30th of December 2011.
    "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-29T10:00:00Z + PT24H",
    "Pacific/Apia, 2011-12-30T12:00:00Z, 2011-12-30T10:00:00Z + PT24H",
  })
  void aDayIsAsLongAsTheClocksMakeIt(String zone, String instant, String window) {
    assertThat(windowsOf(instant, grid(DAY, DAY, zone))).containsExactly(window);
  }

  @Test
  void anHourThatIsSkippedHasNoWindow() {
    WindowGrid hours = grid(HOUR, HOUR, "Europe/Berlin");
    assertThat(windowsOf("2026-03-29T00:59:59.999Z", hours))
        .containsExactly("2026-03-29T00:00:00Z + PT1H");
    assertThat(windowsOf("2026-03-29T01:00:00.000Z", hours))
        .containsExactly("2026-03-29T01:00:00Z + PT1H");
    long skipped = hours.windowAfter(hours.newestWindowOf(at("2026-03-29T00:30:00Z")));
    assertThat(hours.bounds(skipped))
        .isEqualTo(new WindowBounds(at("2026-03-29T01:00:00Z"), at("2026-03-29T01:00:00Z")));
  }

  @Test
  void anHourThatIsRepeatedIsInOneWindowWithItsFirstPass() {
    WindowGrid hours = grid(HOUR, HOUR, "Europe/Berlin");
    assertThat(windowsOf("2026-10-25T00:30:00Z", hours))
        .containsExactly("2026-10-25T00:00:00Z + PT2H");
    assertThat(windowsOf("2026-10-25T01:30:00Z", hours))
        .containsExactly("2026-10-25T00:00:00Z + PT2H");
    assertThat(windowsOf("2026-10-25T02:00:00Z", hours))
        .containsExactly("2026-10-25T02:00:00Z + PT1H");

    WindowGrid halves = grid(HOUR.dividedBy(2), HOUR.dividedBy(2), "Europe/Berlin");
    assertThat(windowsOf("2026-10-25T01:10:00Z", halves))
        .containsExactly("2026-10-25T00:30:00Z + PT1H30M");
  }

  @Test
  void slidingWindowsAcrossAChangeAreShorterOrLonger() {
    WindowGrid days = grid(DAY, DAY.dividedBy(2), "Europe/Berlin");
    assertThat(windowsOf("2026-03-29T12:00:00Z", days))
        .containsExactly("2026-03-28T23:00:00Z + PT23H", "2026-03-29T10:00:00Z + PT24H");
    assertThat(windowsOf("2026-10-25T12:00:00Z", days))
        .containsExactly("2026-10-24T22:00:00Z + PT25H", "2026-10-25T11:00:00Z + PT24H");
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-01-01T00:00:00Z",
    "Europe/Berlin, 2026-03-29T01:00:00Z",
    "Europe/Berlin, 2026-10-25T01:00:00Z",
    "America/New_York, 2026-11-01T06:00:00Z",
    "Australia/Lord_Howe, 2026-04-04T15:00:00Z",
    "Australia/Lord_Howe, 2026-10-03T15:30:00Z",
    "Africa/Monrovia, 1972-01-07T00:44:30Z",
    "Pacific/Apia, 2011-12-30T10:00:00Z",
  })
  void anEventIsInTheWindowsAndTheSliceThatContainIt(ZoneId zone, Instant change) {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      Duration size = Duration.ofMinutes(1 + random.nextInt(3000));
      Duration slide =
          random.nextBoolean()
              ? size.dividedBy(1 + random.nextInt(5))
              : Duration.ofMinutes(1 + random.nextInt((int) size.toMinutes()));
      Duration offset = Duration.ofMinutes(random.nextInt(3000) - 1500);
      WindowGrid grid = new WindowGrid(size, slide, new WindowAlignment(offset, zone));
      long event = change.toEpochMilli() + random.nextLong(600_000_000) - 300_000_000;
      String description =
          String.format(
              "seed %d: %s in windows of %s each %s offset by %s",
              seed, Instant.ofEpochMilli(event), size, slide, offset);
      assertWindows(event, grid, slide, description);
      assertSlice(event, grid, description);
    }
  }

  private static void assertWindows(
      long event, WindowGrid grid, Duration slide, String description) {
    long oldest = grid.oldestWindowOf(event);
    long newest = grid.newestWindowOf(event);
    List<WindowBounds> windows = new ArrayList<>();
    for (long window = oldest; window <= newest; window = grid.windowAfter(window)) {
      windows.add(grid.bounds(window));
      assertThat(event)
          .as(description)
          .isBetween(grid.bounds(window).start(), grid.bounds(window).end() - 1);
      assertThat(grid.bounds(window).start())
          .as(description)
          .isLessThanOrEqualTo(grid.bounds(grid.windowAfter(window)).start());
    }
    assertThat(grid.windows(oldest, grid.windowAfter(newest)))
        .as(description)
        .isEqualTo(windows)
        .hasSize(grid.count(oldest, grid.windowAfter(newest)))
        .isNotEmpty();
    assertThat(grid.windows(oldest, oldest)).as(description).isEmpty();
    for (int passed = 0; passed <= windows.size(); passed++) {
      List<WindowBounds> those = windows.subList(0, passed);
      assertThat(grid.firstNotPassed(oldest, newest, those::contains))
          .as(description)
          .isEqualTo(oldest + passed * slide.toMillis());
    }
    assertThat(grid.bounds(oldest - slide.toMillis()).end())
        .as(description)
        .isLessThanOrEqualTo(event);
    assertThat(grid.bounds(grid.windowAfter(newest)).start()).as(description).isGreaterThan(event);
    if (!grid.isOverlapping()) {
      assertThat(grid.bounds(grid.windowAfter(newest)).start())
          .as(description)
          .isEqualTo(grid.bounds(newest).end());
    }
  }

  private static void assertSlice(long event, WindowGrid grid, String description) {
    long slice = grid.sliceOf(event);
    assertThat(grid.oldestWindowWith(slice)).as(description).isEqualTo(grid.oldestWindowOf(event));
    assertThat(grid.newestWindowWith(slice)).as(description).isEqualTo(grid.newestWindowOf(event));
    assertThat(grid.sliceBefore(grid.sliceAfter(slice))).as(description).isEqualTo(slice);
    assertThat(grid.sliceAfter(grid.sliceBefore(slice))).as(description).isEqualTo(slice);

    // Windows begin and end where slices do, and are all slices between.
    long window = grid.newestWindowOf(event);
    long at = grid.firstSliceOf(window);
    boolean isWithin = false;
    while (at < grid.firstSliceAfter(window)) {
      isWithin |= at == slice;
      at = grid.sliceAfter(at);
    }
    assertThat(at).as(description).isEqualTo(grid.firstSliceAfter(window));
    assertThat(isWithin).as(description).isTrue();
  }
}
