package io.tidemark.local.simulate;

import static io.tidemark.local.simulate.Traffic.START_MS;
import static io.tidemark.local.simulate.Traffic.drain;
import static io.tidemark.local.simulate.Traffic.draw;
import static io.tidemark.local.simulate.Traffic.model;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.local.simulate.SimulatedRecord.Kind;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TrafficSimulatorTest {

  @Test
  void sameSeedAndStartGiveTheSameBytes() {
    assertThat(draw("count", 20_000))
        .extracting(Traffic::text)
        .isEqualTo(draw("count", 20_000).stream().map(Traffic::text).toList());
  }

  @Test
  void anotherSeedGivesOtherTraffic() {
    assertThat(draw("count", 100, "seed", 1))
        .extracting(Traffic::text)
        .doesNotContainAnyElementsOf(
            draw("count", 100, "seed", 2).stream().map(Traffic::text).toList());
  }

  @Test
  void anotherStartGivesOtherEventIds() throws IOException {
    String id = ReadEvent.of(draw("count", 1, "mischief", false).get(0)).eventId();
    String later =
        ReadEvent.of(draw("count", 1, "mischief", false, "start", "2026-01-01T11:00:00Z").get(0))
            .eventId();

    assertThat(later).isNotEqualTo(id);
  }

  @Test
  void recordsComeInTheOrderOfArrivalAndNoneBeforeTheStart() {
    List<SimulatedRecord> records = draw("count", 20_000);

    assertThat(records)
        .isSortedAccordingTo(Comparator.comparingLong(SimulatedRecord::arrivalTimeMs));
    assertThat(records.get(0).arrivalTimeMs()).isBetween(START_MS, START_MS + 1_000);
  }

  @Test
  void theRateIsMetFromTheFirstSecondsOn() {
    List<SimulatedRecord> records = draw("rate", 1_000, "users", 10_000, "duration", "60s");

    assertThat(arrivingWithin(0, 20_000, records)).isCloseTo(20_000, Percentage.withPercentage(5));
    assertThat(arrivingWithin(40_000, 60_000, records))
        .isCloseTo(20_000, Percentage.withPercentage(5));
  }

  @Test
  void usersActInBurstsWithPausesBetweenThem() throws IOException {
    Map<String, Long> lastMsByUser = new HashMap<>();
    int shortGaps = 0;
    int pauses = 0;
    int gaps = 0;
    for (SimulatedRecord record :
        draw("mischief", false, "duration", "20min", "users", 200, "rate", 20)) {
      ReadEvent event = ReadEvent.of(record);
      long eventMs = event.eventTime().toEpochMilli();
      Long lastMs = lastMsByUser.put(event.userId(), eventMs);
      if (lastMs != null) {
        gaps++;
        shortGaps += eventMs - lastMs < 10_000 ? 1 : 0;
        pauses += eventMs - lastMs > 30_000 ? 1 : 0;
      }
    }

    assertThat(shortGaps / (double) gaps).isCloseTo(7 / 8.0, within(0.02));
    assertThat(pauses / (double) gaps).isCloseTo(1 / 8.0, within(0.02));
  }

  @Test
  void theHottestItemsTakeMostOfTheEvents() throws IOException {
    Map<String, Integer> events = new HashMap<>();
    for (SimulatedRecord record : draw("mischief", false, "count", 20_000, "items", 50)) {
      events.merge(ReadEvent.of(record).itemId(), 1, Integer::sum);
    }

    assertThat(events).hasSize(50);
    // Of 50 items, Zipf's law gives the first 22 % and the second half of that.
    assertThat(events.get("i1")).isCloseTo(4_445, Percentage.withPercentage(10));
    assertThat(events.get("i2")).isCloseTo(2_222, Percentage.withPercentage(10));
  }

  @Test
  void aUserHasOneCountryAndOneDeviceAndThereAreSeveralOfBoth() throws IOException {
    Map<String, String> countryByUser = new HashMap<>();
    Map<String, String> deviceByUser = new HashMap<>();
    for (SimulatedRecord record : draw("mischief", false, "count", 5_000)) {
      ReadEvent event = ReadEvent.of(record);
      assertThat(countryByUser.merge(event.userId(), event.country(), (a, b) -> a))
          .isEqualTo(event.country());
      assertThat(deviceByUser.merge(event.userId(), event.device(), (a, b) -> a))
          .isEqualTo(event.device());
    }

    assertThat(new TreeSet<>(countryByUser.values())).contains("US", "IN").hasSizeGreaterThan(4);
    assertThat(new TreeSet<>(deviceByUser.values())).containsExactly("android", "iphone", "tablet");
  }

  @Test
  void stopsAfterTheCount() {
    assertThat(draw("count", 1_234)).hasSize(1_234);
  }

  @Test
  void stopsWhenTheDurationHasPassed() {
    List<SimulatedRecord> records = draw("duration", "10s");

    assertThat(records).allMatch(record -> record.arrivalTimeMs() < START_MS + 10_000);
    assertThat(records.get(records.size() - 1).arrivalTimeMs()).isGreaterThan(START_MS + 9_900);
  }

  @Test
  void saysSoWhenAskedForMoreThanThereIs() {
    TrafficSimulator simulator = new TrafficSimulator(model("count", 1));
    simulator.next();

    assertThat(simulator.hasNext()).isFalse();
    assertThatThrownBy(simulator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theCountsAreWhatWasDrawn() {
    TrafficSimulator simulator = new TrafficSimulator(model("count", 20_000));
    Map<Kind, Long> drawn = new HashMap<>();
    for (SimulatedRecord record : drain(simulator)) {
      drawn.merge(record.kind(), 1L, Long::sum);
    }

    Counts counts = simulator.counts();
    assertThat(counts.records()).isEqualTo(20_000);
    assertThat(counts.events())
        .isEqualTo(drawn.get(Kind.PROMPT_EVENT) + drawn.get(Kind.OFFLINE_EVENT));
    assertThat(counts.lateByOffline()).isEqualTo(drawn.get(Kind.OFFLINE_EVENT));
    assertThat(counts.duplicates()).isEqualTo(drawn.get(Kind.DUPLICATE));
    assertThat(counts.future()).isEqualTo(drawn.get(Kind.FUTURE));
    assertThat(counts.broken()).isEqualTo(drawn.get(Kind.BROKEN));
  }

  @Test
  void aUsersRecordsAllGoToOnePartitionUnderTheUsersId() {
    Map<String, Integer> partitionByKey = new HashMap<>();

    assertThat(draw("count", 10_000))
        .allSatisfy(
            record -> {
              String key = new String(record.key(), UTF_8);
              assertThat(partitionByKey.computeIfAbsent(key, any -> record.partition()))
                  .isEqualTo(record.partition());
            });
    assertThat(new TreeSet<>(partitionByKey.values())).containsExactly(0, 1, 2, 3);
  }

  @Test
  void theIdlePartitionGetsNothingAndTheOthersShareTheRest() {
    Map<Integer, Integer> records = new HashMap<>();
    for (SimulatedRecord record : draw("count", 9_000, "partitions", 4, "idle-partition", 2)) {
      records.merge(record.partition(), 1, Integer::sum);
    }

    assertThat(records).containsOnlyKeys(0, 1, 3);
    assertThat(records.values())
        .allSatisfy(n -> assertThat(n).isCloseTo(3_000, Percentage.withPercentage(15)));
  }

  private static int arrivingWithin(long fromMs, long toMs, List<SimulatedRecord> records) {
    return (int)
        records.stream()
            .mapToLong(record -> record.arrivalTimeMs() - START_MS)
            .filter(ms -> ms >= fromMs && ms < toMs)
            .count();
  }
}
