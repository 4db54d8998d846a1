package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatermarksFromSomeTest {

  private static final Duration BOUND = Duration.ofMillis(100);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final String FIT = "fit";
  private static final String UNFIT = "unfit";

  @Test
  void unfitRecordNeverMovesTheWatermark() {
    ScriptedSource<String> source =
        new ScriptedSource<>(fitOnly(bounded()))
            .event(FIT, 1_000)
            .periodicEmit()
            .event(UNFIT, Long.MAX_VALUE)
            .periodicEmit()
            .event(UNFIT, Long.MIN_VALUE)
            .periodicEmit();

    assertThat(source.watermarks()).containsExactly(899L);
  }

  @Test
  void unfitRecordNeverBringsTheFirstWatermark() {
    ScriptedSource<String> source =
        new ScriptedSource<>(fitOnly(WatermarksPerEvent.of(bounded()))).event(UNFIT, 1_000);

    assertThat(source.watermarks()).isEmpty();
  }

  @Test
  void partitionWithOnlyUnfitRecordsBecomesIdle() {
    ScriptedSource<String> source =
        new ScriptedSource<>(fitOnly(bounded().withIdleness(IDLE_TIMEOUT)));
    source.event(FIT, 1_000).periodicEmit().periodicEmit();
    for (int second = 0; second < IDLE_TIMEOUT.toSeconds(); second++) {
      source.clockMoves(Duration.ofSeconds(1)).event(UNFIT, 2_000 + second).periodicEmit();
      assertThat(source.isIdle()).isFalse();
    }

    source.clockMoves(Duration.ofMillis(1)).event(UNFIT, 60_000).periodicEmit();

    assertThat(source.isIdle()).isTrue();
  }

  @Test
  void unfitRecordDoesNotWakeAnIdlePartitionAndAFitOneDoes() {
    ScriptedSource<String> source =
        new ScriptedSource<>(fitOnly(bounded().withIdleness(IDLE_TIMEOUT)));
    source.event(FIT, 1_000).periodicEmit().periodicEmit();
    source.clockMoves(IDLE_TIMEOUT.plusMillis(1)).periodicEmit();

    source.event(UNFIT, 2_000).periodicEmit();
    assertThat(source.isIdle()).isTrue();
    assertThat(source.watermarks()).containsExactly(899L);

    source.event(FIT, 3_000).periodicEmit();
    assertThat(source.isIdle()).isFalse();
    assertThat(source.watermarks()).containsExactly(899L, 2_899L);
  }

  static Stream<Named<UnaryOperator<WatermarkStrategy<String>>>> compositions() {
    return Stream.of(
        Named.of("some of the strategy's", WatermarksFromSomeTest::fitOnly),
        Named.of("some of per event", inner -> fitOnly(WatermarksPerEvent.of(inner))),
        Named.of("per event of some", inner -> WatermarksPerEvent.of(fitOnly(inner))));
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void watermarksAreThoseOfAStreamWithoutTheUnfitRecords(
      UnaryOperator<WatermarkStrategy<String>> composition) {
    Random random = new Random(20_260_101);
    for (int stream = 0; stream < 100; stream++) {
      ScriptedSource<String> all = new ScriptedSource<>(composition.apply(bounded()));
      ScriptedSource<String> fitOnes = new ScriptedSource<>(bounded());
      long before = Long.MIN_VALUE;
      for (int i = 0; i < 200; i++) {
        long eventTime = random.nextLong(-10_000, 10_000);
        boolean fit = random.nextBoolean();

        all.event(fit ? FIT : UNFIT, eventTime).periodicEmit();
        if (fit) {
          fitOnes.event(FIT, eventTime).periodicEmit();
        }

        assertThat(all.watermarks()).isEqualTo(fitOnes.watermarks());
        assertThat(all.watermark()).isGreaterThanOrEqualTo(before);
        before = all.watermark();
      }
    }
  }

  @Test
  void eventTimesAndAlignmentAreThoseOfTheStrategyInside() {
    WatermarkStrategy<String> strategy =
        fitOnly(
            bounded()
                .withTimestampAssigner((event, sourceTime) -> sourceTime + event.length())
                .withWatermarkAlignment("group", Duration.ofSeconds(7)));

    // The assigner sees unfit records too: whatever is downstream needs their times.
    assertThat(strategy.createTimestampAssigner(() -> null).extractTimestamp(UNFIT, 100))
        .isEqualTo(105);
    assertThat(strategy.getAlignmentParameters().getWatermarkGroup()).isEqualTo("group");
    assertThat(strategy.getAlignmentParameters().getMaxAllowedWatermarkDrift()).isEqualTo(7_000);
    assertThat(fitOnly(bounded()).getAlignmentParameters().isEnabled()).isFalse();
  }

  @Test
  void failingFilterNamesTheRecord() {
    ScriptedSource<String> source =
        new ScriptedSource<>(
            WatermarksFromSome.of(
                bounded(),
                record -> {
                  throw new Exception("no idea");
                }));

    assertThatThrownBy(() -> source.event("odd one", 1_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("odd one")
        .hasRootCauseMessage("no idea");
  }

  @Test
  void strategyTravelsToTheCluster() throws Exception {
    WatermarkStrategy<String> copy =
        InstantiationUtil.clone(fitOnly(bounded().withIdleness(IDLE_TIMEOUT)));

    ScriptedSource<String> source = new ScriptedSource<>(copy);
    source.event(FIT, 1_000).event(UNFIT, 9_000).periodicEmit();

    assertThat(source.watermarks()).containsExactly(899L);
  }

  private static WatermarkStrategy<String> bounded() {
    return WatermarkStrategy.forBoundedOutOfOrderness(BOUND);
  }

  private static WatermarkStrategy<String> fitOnly(WatermarkStrategy<String> strategy) {
    return WatermarksFromSome.of(strategy, FIT::equals);
  }
}
