package io.tidemark.functions.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FutureGuardTest {

  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final InstantSource NO_CLOCK =
      () -> {
        throw new AssertionError("the wall clock is not to be asked");
      };

  private final FutureGuard guard =
      FutureGuard.of(Duration.ofHours(1), FutureGuard.Policy.DEAD_LETTER);

  @Test
  void brokersClockJudgesBeforeAnyOther() {
    assertThat(guard.objection(NOW + HOUR, NOW, NOW - HOUR, NO_CLOCK)).isNull();
    assertThat(guard.objection(NOW + HOUR + 1, NOW, NOW + HOUR, NO_CLOCK).text())
        .isEqualTo(
            "event time 2026-01-01T01:00:00.001Z is more than PT1H ahead of the broker's time,"
                + " 2026-01-01T00:00:00Z");
  }

  @Test
  void receivedTimeJudgesWhereTheBrokerGaveNone() {
    assertThat(guard.objection(NOW + HOUR, Event.NO_TIME, NOW, NO_CLOCK)).isNull();
    assertThat(guard.objection(NOW + HOUR + 1, Event.NO_TIME, NOW, NO_CLOCK).text())
        .contains("ahead of its received time");
  }

  @Test
  void wallClockJudgesWhereTheRecordBringsNone() {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW));

    assertThat(guard.objection(NOW + HOUR, Event.NO_TIME, Event.NO_TIME, clock)).isNull();
    assertThat(guard.objection(NOW + HOUR + 1, Event.NO_TIME, Event.NO_TIME, clock).text())
        .contains("ahead of the clock");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 3_600_000})
  void eventExactlyAtTheLimitIsBelievedAndTheNextMillisecondIsNot(long maxAheadMs) {
    FutureGuard limit =
        FutureGuard.of(Duration.ofMillis(maxAheadMs), FutureGuard.Policy.DEAD_LETTER);

    assertThat(limit.objection(NOW + maxAheadMs, NOW, Event.NO_TIME, NO_CLOCK)).isNull();
    assertThat(limit.objection(NOW + maxAheadMs + 1, NOW, Event.NO_TIME, NO_CLOCK)).isNotNull();
  }

  @Test
  void pastIsAlwaysBelieved() {
    for (long time : new long[] {NOW, NOW - 1, 0, -1, TimeFormat.AUTO.parse("-62135596800")}) {
      assertThat(guard.objection(time, NOW, Event.NO_TIME, NO_CLOCK)).isNull();
    }
  }

  @Test
  void clocksBefore1970Judge() {
    assertThat(guard.objection(-HOUR, -2 * HOUR, Event.NO_TIME, NO_CLOCK)).isNull();
    assertThat(guard.objection(0, -2 * HOUR, Event.NO_TIME, NO_CLOCK)).isNotNull();
    assertThat(guard.objection(NOW, -1, NOW, NO_CLOCK).text()).contains("the broker's time");
  }

  @Test
  void guardThatIsOffBelievesEverythingAndAsksNoClock() {
    long farthest = TimeFormat.AUTO.parse("9999-12-31T23:59:59.999Z");

    assertThat(FutureGuard.off().objection(farthest, 0, 0, NO_CLOCK)).isNull();
    assertThat(FutureGuard.off().objection(farthest, Event.NO_TIME, Event.NO_TIME, NO_CLOCK))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE / 1000, Long.MAX_VALUE})
  void limitBeyondAllTimesBelievesEverything(long seconds) {
    FutureGuard endless =
        FutureGuard.of(Duration.ofSeconds(seconds), FutureGuard.Policy.DEAD_LETTER);

    assertThat(endless.objection(TimeFormat.AUTO.parse("253402300799"), 0, 0, NO_CLOCK)).isNull();
  }

  @Test
  void guardTravelsToTheClusterUnchanged() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(guard);
      out.writeObject(FutureGuard.off());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      FutureGuard copy = (FutureGuard) in.readObject();
      assertThat(copy.objection(NOW + HOUR, NOW, Event.NO_TIME, NO_CLOCK)).isNull();
      assertThat(copy.objection(NOW + HOUR + 1, NOW, Event.NO_TIME, NO_CLOCK)).isNotNull();
      FutureGuard off = (FutureGuard) in.readObject();
      assertThat(off.objection(NOW, 0, 0, NO_CLOCK)).isNull();
    }
  }
}
