package io.tidemark.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import org.junit.jupiter.api.Test;

class RaceLatencyTest {

  /** A day at eight clicks per millisecond: none is due while the test runs but the first. */
  private static final long MANY = 1L << 30;

  @Test
  void aResultIsTimedFromWhenTheClickWasDueThatItHadToWaitFor() {
    Traffic traffic = Traffic.inMemory(Workload.parse("W2:rate=1000"), MANY).measuredFrom(8_000);
    Race race = Race.next(traffic, 1, 1);
    race.ready().join();
    Clicks clicks = Clicks.share(traffic, 0, 1);
    clicks.advance();
    long begin = clicks.time();

    Tally tally = race.tally();
    tally.add("warm-up", begin, begin - Clicks.DISORDER.toMillis(), 1);
    tally.add("as of click 8,000 or later", begin, begin + 20_000, 1);
    tally.add("at the end", begin, Long.MAX_VALUE >> 4, 1);
    race.finished(tally);

    Latency latency = race.outcome().join().latency();
    assertThat(latency.results()).isEqualTo(1);
    assertThat(latency.maxMs()).as("not due yet").isZero();
    assertThat(race.isDue(0)).isTrue();
    assertThat(race.isDue(MANY)).isFalse();
    assertThat(race.dueNanos(3_000) - race.dueNanos(1_000)).isEqualTo(2_000_000_000L);
  }
}
