package io.tidemark.local.simulate;

import static io.tidemark.local.simulate.Traffic.START;
import static io.tidemark.local.simulate.Traffic.START_MS;
import static io.tidemark.local.simulate.Traffic.draw;
import static io.tidemark.local.simulate.Traffic.ofKind;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.local.simulate.SimulatedRecord.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes wrong in the traffic goes wrong as often, and in the way, that the settings say. */
class MischiefTest {

  private static final int MANY = 20_000;

  @Test
  void withoutMischiefTrafficIsInOrderCompleteAndOnTime() throws IOException {
    List<SimulatedRecord> records = draw("mischief", false, "count", MANY, "network-delay", "20ms");

    assertThat(ofKind(Kind.PROMPT_EVENT, records)).hasSize(MANY);
    Instant last = Instant.EPOCH;
    Set<String> ids = new HashSet<>();
    for (SimulatedRecord record : records) {
      ReadEvent event = ReadEvent.of(record);
      assertThat(event.eventTime()).isAfterOrEqualTo(last);
      assertThat(event.sentTime()).isEqualTo(event.eventTime());
      assertThat(millisBetween(event.eventTime(), event.receivedTime())).isBetween(20L, 21L);
      assertThat(ids.add(event.eventId())).isTrue();
      last = event.eventTime();
    }
  }

  @Test
  void everyRecordThatIsNotBrokenIsAStrictEventReceivedWhenItArrives() throws IOException {
    for (SimulatedRecord record : draw("count", MANY)) {
      if (record.kind() != Kind.BROKEN && record.kind() != Kind.DUPLICATE) {
        assertThat(ReadEvent.of(record).receivedTime().toEpochMilli())
            .isEqualTo(record.arrivalTimeMs());
      }
    }
  }

  @Test
  void everyBrokenRecordIsRefusedByAStrictReader() {
    List<SimulatedRecord> broken = ofKind(Kind.BROKEN, draw("count", MANY, "broken-share", 0.1));

    assertThat(broken)
        .isNotEmpty()
        .allSatisfy(
            record ->
                assertThatThrownBy(() -> ReadEvent.of(record)).isInstanceOf(IOException.class));
  }

  @Test
  void noRecordHoldsANewlineHoweverBroken() {
    assertThat(draw("count", MANY, "broken-share", 0.5))
        .allSatisfy(record -> assertThat(record.value()).doesNotContain('\n'));
  }

  @Test
  void theSharesAreMet() {
    List<SimulatedRecord> records =
        draw("count", MANY, "broken-share", 0.02, "future-share", 0.03, "duplicate-share", 0.05);
    double interactions = MANY - ofKind(Kind.DUPLICATE, records).size();

    assertThat(ofKind(Kind.BROKEN, records).size() / interactions).isCloseTo(0.02, within(0.004));
    assertThat(ofKind(Kind.FUTURE, records).size() / interactions).isCloseTo(0.03, within(0.004));
    assertThat(ofKind(Kind.DUPLICATE, records).size() / interactions)
        .isCloseTo(0.0475, within(0.005));
  }

  @Test
  void aDuplicateIsTheSameBytesOfAnHonestEventAndComesAfterIt() {
    Map<String, SimulatedRecord> honest = new HashMap<>();
    int duplicates = 0;
    for (SimulatedRecord record : draw("count", MANY, "duplicate-share", 0.1)) {
      String bytes = new String(record.value(), ISO_8859_1);
      if (record.kind() == Kind.DUPLICATE) {
        SimulatedRecord original = honest.remove(bytes);
        assertThat(original).isNotNull();
        assertThat(record.partition()).isEqualTo(original.partition());
        assertThat(record.key()).isEqualTo(original.key());
        assertThat(record.arrivalTimeMs()).isGreaterThan(original.arrivalTimeMs());
        duplicates++;
      } else if (record.kind().isHonest()) {
        honest.put(bytes, record);
      }
    }
    assertThat(duplicates).isGreaterThan(500);
  }

  @Test
  void aStampFromTheFutureIsMoreThanADayAheadOfItsArrival() throws IOException {
    List<SimulatedRecord> future = ofKind(Kind.FUTURE, draw("count", MANY, "future-share", 0.02));

    assertThat(future).isNotEmpty();
    for (SimulatedRecord record : future) {
      ReadEvent event = ReadEvent.of(record);
      assertThat(event.eventTime()).isAfter(event.receivedTime().plus(Duration.ofDays(1)));
    }
  }

  @Test
  void aWrongClockIsWrongByTheSameWithinTheMaximumAllTheTime() throws IOException {
    Map<String, Set<Long>> skews = new HashMap<>();
    for (SimulatedRecord record :
        draw(
            "count",
            MANY,
            "clock-skew-share",
            0.25,
            "clock-skew-max",
            "1h",
            "network-delay",
            "0s",
            "offline-share",
            0,
            "future-share",
            0,
            "broken-share",
            0)) {
      ReadEvent event = ReadEvent.of(record);
      assertThat(event.sentTime()).isEqualTo(event.eventTime());
      skews
          .computeIfAbsent(event.userId(), any -> new HashSet<>())
          .add(millisBetween(event.receivedTime(), event.sentTime()));
    }

    long right = skews.values().stream().filter(skew -> skew.equals(Set.of(0L))).count();
    assertThat(right / (double) skews.size()).isCloseTo(0.75, within(0.05));
    long maxMs = Duration.ofHours(1).toMillis();
    assertThat(skews.values())
        .allSatisfy(skew -> assertThat(skew).allMatch(ms -> Math.abs(ms) <= maxMs));
    // Both times are cut to whole milliseconds, so one skew shows as two neighbours.
    assertThat(skews.values()).allSatisfy(skew -> assertThat(skew).hasSizeLessThanOrEqualTo(2));
  }

  @Test
  void aPhoneThatWasOfflineSendsItsBacklogAtOnceAndInOrder() throws IOException {
    Map<String, List<ReadEvent>> backlogs = new HashMap<>();
    for (SimulatedRecord record :
        ofKind(Kind.OFFLINE_EVENT, draw("duration", "5min", "offline-min", "5s"))) {
      ReadEvent event = ReadEvent.of(record);
      backlogs
          .computeIfAbsent(event.userId() + event.sentTime(), any -> new ArrayList<>())
          .add(event);
    }

    assertThat(backlogs.values()).anyMatch(backlog -> backlog.size() > 5);
    assertThat(backlogs.values())
        .allSatisfy(
            backlog -> {
              assertThat(backlog).extracting(ReadEvent::eventTime).isSorted();
              assertThat(backlog)
                  .extracting(ReadEvent::receivedTime)
                  .containsOnly(backlog.get(0).receivedTime());
            });
  }

  @Test
  void anEventWaitsForAsLongAsItsPhoneIsOfflineAtMost() throws IOException {
    List<SimulatedRecord> records =
        draw("duration", "10min", "offline-min", "10s", "offline-max", "30s");
    long longestMs = 0;
    for (SimulatedRecord record : records) {
      if (record.kind().isHonest()) {
        ReadEvent event = ReadEvent.of(record);
        long waitedMs = millisBetween(event.eventTime(), event.sentTime());
        if (record.kind() == Kind.PROMPT_EVENT) {
          assertThat(waitedMs).isZero();
        } else {
          assertThat(waitedMs).isBetween(0L, 30_000L);
          longestMs = Math.max(longestMs, waitedMs);
        }
      }
    }

    assertThat(longestMs).isGreaterThan(25_000);
    assertThat(ofKind(Kind.OFFLINE_EVENT, records).size() / (double) records.size())
        .isCloseTo(0.05, within(0.01));
  }

  @Test
  void theFirstSecondsBringWhatHappenedLongBeforeTheStart() throws IOException {
    List<SimulatedRecord> late = new ArrayList<>();
    for (SimulatedRecord record : ofKind(Kind.OFFLINE_EVENT, draw("duration", "5s"))) {
      if (ReadEvent.of(record).eventTime().isBefore(START.minusSeconds(20))) {
        late.add(record);
      }
    }

    assertThat(late).hasSizeGreaterThan(5);
    assertThat(late.get(0).arrivalTimeMs()).isLessThan(START_MS + 2_000);
  }

  @Test
  void asMuchIsLateAtTheStartAsAnHourLater() {
    long early = 0;
    long later = 0;
    for (SimulatedRecord record :
        draw("duration", "65min", "users", 5_000, "rate", 100, "offline-share", 0.2)) {
      long sinceStartMs = record.arrivalTimeMs() - START_MS;
      if (record.kind() == Kind.OFFLINE_EVENT) {
        early += sinceStartMs < Duration.ofMinutes(5).toMillis() ? 1 : 0;
        later += sinceStartMs >= Duration.ofMinutes(60).toMillis() ? 1 : 0;
      }
    }

    assertThat(early / (double) later).isCloseTo(1, within(0.1));
  }

  private static long millisBetween(Instant from, Instant to) {
    return to.toEpochMilli() - from.toEpochMilli();
  }
}
