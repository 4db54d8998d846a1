package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimelineTest {

  private static final Instant FIRST = Instant.parse("1880-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");

  @Test
  void ofFixedOffsetsItIsThatMuchAhead() {
    LocalTimeline timeline = new LocalTimeline(ZoneOffset.ofHoursMinutes(5, 30));
    assertThat(timeline.localOf(-1)).isEqualTo(19_799_999);
    assertThat(timeline.instantOf(19_799_999)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T00:59:59.999Z, 2026-03-29T01:59:59.999Z",
    "Europe/Berlin, 2026-03-29T01:00:00.000Z, 2026-03-29T03:00:00.000Z",
    "Australia/Lord_Howe, 2026-10-03T15:29:59.999Z, 2026-10-04T01:59:59.999Z",
    "Australia/Lord_Howe, 2026-10-03T15:30:00.000Z, 2026-10-04T02:30:00.000Z",
  })
  void itLeapsWhereTheClocksDo(ZoneId zone, Instant instant, Instant local) {
    assertThat(Instant.ofEpochMilli(new LocalTimeline(zone).localOf(instant.toEpochMilli())))
        .isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({
    // The first pass of the hour that is repeated ...
    "Europe/Berlin, 2026-10-25T00:30:00.000Z, 2026-10-25T02:30:00.000Z",
    // ... the second one, in which it stands still ...
    "Europe/Berlin, 2026-10-25T01:00:00.000Z, 2026-10-25T02:59:59.999Z",
    "Europe/Berlin, 2026-10-25T01:30:00.000Z, 2026-10-25T02:59:59.999Z",
    // ... and what follows.
    "Europe/Berlin, 2026-10-25T02:00:00.000Z, 2026-10-25T03:00:00.000Z",
    "Europe/Berlin, 2027-01-01T00:00:00.000Z, 2027-01-01T01:00:00.000Z",
    "America/New_York, 2026-11-01T06:30:00.000Z, 2026-11-01T01:59:59.999Z",
    "Australia/Lord_Howe, 2026-04-04T15:10:00.000Z, 2026-04-05T01:59:59.999Z",
  })
  void itStandsStillWhileTheClocksRepeatTime(ZoneId zone, Instant instant, Instant local) {
    assertThat(Instant.ofEpochMilli(new LocalTimeline(zone).localOf(instant.toEpochMilli())))
        .isEqualTo(local);
  }

  @Test
  void inEveryZoneItNeverGoesBackAndInstantOfIsItsInverse() {
    Random random = new Random(1);
    for (String id : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
      ZoneId zone = ZoneId.of(id);
      LocalTimeline timeline = new LocalTimeline(zone);
      long before = Long.MIN_VALUE;
      for (long instant : instants(zone, random)) {
        long local = timeline.localOf(instant);
        assertThat(local).as("%s at %s", zone, at(instant)).isGreaterThanOrEqualTo(before);
        before = local;

        long first = timeline.instantOf(local);
        assertThat(first).as("%s at %s", zone, at(instant)).isLessThanOrEqualTo(instant);
        assertIsFirstWith(local, first, timeline, zone);
        long other = local + random.nextLong(7_200_000) - 3_600_000;
        assertIsFirstWith(other, timeline.instantOf(other), timeline, zone);
      }
    }
  }

  private static void assertIsFirstWith(
      long local, long instant, LocalTimeline timeline, ZoneId zone) {
    assertThat(timeline.localOf(instant))
        .as("%s at %s", zone, at(instant))
        .isGreaterThanOrEqualTo(local);
    assertThat(timeline.localOf(instant - 1))
        .as("%s before %s", zone, at(instant))
        .isLessThan(local);
  }

  private static Instant at(long instant) {
    return Instant.ofEpochMilli(instant);
  }

  /** Instants in order: some around each change of the clocks, some anywhere. */
  private static List<Long> instants(ZoneId zone, Random random) {
    List<Long> instants = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
    while (change != null && change.getInstant().isBefore(LAST)) {
      long at = change.toEpochSecond() * 1000;
      long length = Math.abs(change.getDuration().toMillis());
      for (long near : new long[] {-length, -length + 1, -1, 0, 1, length - 1, length}) {
        instants.add(at + near);
      }
      instants.add(at + random.nextLong(2 * length) - length);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    for (int i = 0; i < 20; i++) {
      instants.add(random.nextLong(FIRST.toEpochMilli(), LAST.toEpochMilli()));
    }
    return instants.stream().sorted().toList();
  }
}
