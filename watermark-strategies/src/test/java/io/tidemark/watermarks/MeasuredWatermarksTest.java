package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Test;

class MeasuredWatermarksTest {

  private static WatermarkStrategy<String> bounded(long boundMs) {
    return WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(boundMs));
  }

  private static ScriptedSubtask<String> measured(long boundMs, String... partitions) {
    return new ScriptedSubtask<>(MeasuredWatermarks.of(bounded(boundMs), 0.9), partitions);
  }

  private static long bound(ScriptedSubtask<String> subtask) {
    return subtask.metrics().gauge("eventtime.watermarkBound").longValue();
  }

  private static double lateShare(ScriptedSubtask<String> subtask) {
    return subtask.metrics().gauge("eventtime.lateShare").doubleValue();
  }

  @Test
  void beforeTheFirstEventEverythingIsZero() {
    RecordedMetrics metrics = measured(100, "p").round().metrics();
    assertThat(metrics.gauge("eventtime.watermarkBound").longValue()).isZero();
    assertThat(metrics.gauge("eventtime.watermarkLag").longValue()).isZero();
    assertThat(metrics.gauge("eventtime.outOfOrdernessQuantile").longValue()).isZero();
    assertThat(metrics.gauge("eventtime.lateShare").doubleValue()).isZero();
    assertThat(metrics.histogram("eventtime.outOfOrderness").getCount()).isZero();
    assertThat(metrics.histogram("eventtime.outOfOrderness").getStatistics().getMean()).isZero();
  }

  @Test
  void outOfOrdernessIsCountedFromTheLatestEventOfThePartition() {
    ScriptedSubtask<String> subtask = measured(10_000, "a", "b");
    subtask.event("a", "first", 50_000).event("b", "first", 1_000);
    subtask.event("a", "late", 49_600).event("b", "next", 2_000).event("a", "next", 51_000);

    var histogram = subtask.metrics().histogram("eventtime.outOfOrderness");
    assertThat(histogram.getCount()).isEqualTo(5);
    assertThat(histogram.getStatistics().getMax()).isBetween(400L, 408L);
    assertThat(histogram.getStatistics().getMin()).isZero();
    assertThat(histogram.getStatistics().getQuantile(0.7)).isZero();
  }

  @Test
  void theQuantileShownIsTheOneAskedFor() {
    ScriptedSubtask<String> subtask = measured(0, "p");
    Random random = new Random(4);
    subtask.event("p", "latest", 1_000_000);
    List<Long> behind = new ArrayList<>(List.of(0L));
    for (int i = 1; i < 5_000; i++) {
      long by = random.nextInt(1_000_000);
      behind.add(by);
      subtask.event("p", "e", 1_000_000 - by);
    }
    behind.sort(null);

    double quantile = subtask.metrics().gauge("eventtime.outOfOrdernessQuantile").doubleValue();

    // An event weighs up to one twentieth less at the end of the feed than at its beginning.
    assertThat(quantile).isBetween(0.98 * behind.get(4_490), 1.03 * behind.get(4_510));
  }

  @Test
  void theBoundIsThatOfTheWidestPartitionThatIsStillRead() {
    WatermarkStrategy<String> strategy =
        MeasuredWatermarks.of(
            AdaptiveWatermarks.<String>completeness(0.9)
                .beginningWith(Duration.ofSeconds(7))
                .between(Duration.ZERO, Duration.ofSeconds(60)),
            0.9);
    ScriptedSubtask<String> subtask = new ScriptedSubtask<>(strategy, "calm", "new");
    for (int i = 0; i < 200; i++) {
      subtask.event("calm", "e", 10_000 + i);
    }
    subtask.event("new", "e", 10_000).round();
    assertThat(bound(subtask)).isEqualTo(7_000);

    subtask.end("new");
    subtask.round().round();

    assertThat(bound(subtask)).isLessThan(1_000);
  }

  @Test
  void aPartitionThatIsAskedForEachEventEndsNoOther() {
    ScriptedSubtask<String> subtask =
        new ScriptedSubtask<>(
            WatermarksPerEvent.of(MeasuredWatermarks.of(bounded(100), 0.9)), "a", "b");
    subtask.event("a", "e", 1_000).round();
    for (int i = 0; i < 10; i++) {
      subtask.event("b", "e", 1_000 + i);
    }
    subtask.round();
    assertThat(bound(subtask)).isEqualTo(100);
  }

  @Test
  void theShareOfLateEventsIsByTheWatermarkThatWasEmitted() {
    ScriptedSubtask<String> subtask = measured(1_000, "a", "b");
    subtask.event("a", "e", 10_000).event("a", "not yet late", 5_000).round();
    assertThat(lateShare(subtask)).isZero();

    subtask.event("a", "late", 8_999).event("a", "on time", 9_000).event("b", "on time", 5_000);

    assertThat(lateShare(subtask)).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void theLagIsByTheWallClock() {
    ScriptedSubtask<String> subtask = measured(0, "p");
    long before = System.currentTimeMillis();

    subtask.event("p", "e", before - 60_000).round();

    long lag = subtask.metrics().gauge("eventtime.watermarkLag").longValue();
    assertThat(lag).isBetween(60_001L, 60_001 + System.currentTimeMillis() - before);
  }

  @Test
  void measuringChangesNothing() {
    Random random = new Random(5);
    ScriptedSubtask<String> plain = new ScriptedSubtask<>(bounded(100), "a", "b");
    ScriptedSubtask<String> measured = measured(100, "a", "b");
    for (int i = 0; i < 2_000; i++) {
      String partition = random.nextBoolean() ? "a" : "b";
      long time = i * 10L - random.nextInt(500);
      plain.event(partition, "e", time);
      measured.event(partition, "e", time);
      if (random.nextInt(5) == 0) {
        plain.round();
        measured.round();
      }
      assertThat(measured.watermark()).isEqualTo(plain.watermark());
    }
  }

  @Test
  void aShareThatIsNoneIsRefused() {
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> MeasuredWatermarks.of(bounded(1), share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("completeness must be from 0 to 1, not " + share);
    }
  }
}
