package io.tidemark.functions.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowAlignment;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.functions.window.WindowSequence;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows of 10 ms, an allowed lateness of 30 ms and a horizon of 50 ms. */
@ParameterizedClass
@EnumSource(Backend.class)
class WindowScorerTest {

  private static final long SIZE = 10;
  private static final long LATENESS = 30;
  private static final long HORIZON = 50;
  private static final int SEEDS = 4;

  private static final KeyedStream<WindowResult<Long>, String> COUNTS =
      OperatorUnderTest.streamOf(WindowResult.typeOf(Types.LONG)).keyBy(WindowResult::key);

  private final Backend backend;
  private OperatorUnderTest<WindowResult<Long>, Scored> scorer;
  private View view = new View();

  WindowScorerTest(Backend backend) {
    this.backend = backend;
  }

  private void start(boolean alertsOnly) throws Exception {
    ScoringSpec spec = new ScoringSpec("chain", new ChainDetector(), 0.5, alertsOnly);
    WindowSequence windows =
        new WindowSequence(Duration.ofMillis(SIZE), Duration.ofMillis(SIZE), WindowAlignment.UTC);
    scorer =
        OperatorUnderTest.start(
            COUNTS.transform(
                "score",
                TypeInformation.of(Scored.class),
                new WindowScorer(
                    spec, windows, Duration.ofMillis(LATENESS), Duration.ofMillis(HORIZON))),
            backend);
  }

  @AfterEach
  void everyKeyIsForgottenInTheEnd() throws Exception {
    scorer.watermark(1_000_000);
    assertThat(scorer.stateEntries()).as("state").isZero();
    assertThat(scorer.timers()).as("timers").isZero();
    assertThat(scorer.side(LedgerMeter.TAG)).as("counted by the windows already").isEmpty();
    scorer.close();
  }

  private List<Scored> count(String key, long start, long count, Timing timing) throws Exception {
    scorer.send(
        new WindowResult<>(
            timing == Timing.LATE ? RowKind.UPDATE_AFTER : RowKind.INSERT,
            key,
            new WindowBounds(start, start + SIZE),
            timing,
            0,
            0,
            false,
            count),
        start + SIZE - 1);
    return scorer.results();
  }

  private List<Scored> watermark(long watermark) throws Exception {
    scorer.watermark(watermark);
    return scorer.results();
  }

  @Test
  void aWindowWithoutEventsCountsAsZeroUntilTheHorizon() throws Exception {
    start(false);
    count("a", 0, 3, Timing.ON_TIME);
    assertThat(watermark(9)).extracting(Scored::value).containsExactly(3.0);
    assertThat(watermark(39)).extracting(Scored::eventTime).containsExactly(10L, 20L, 30L);
    assertThat(watermark(200)).extracting(Scored::value).containsExactly(0.0, 0.0);
    assertThat(scorer.stateEntries()).isZero();
  }

  @Test
  void theEndOfAFeedIsNoSilence() throws Exception {
    start(false);
    count("a", 0, 3, Timing.ON_TIME);
    count("a", 20, 1, Timing.ON_TIME);
    assertThat(watermark(Long.MAX_VALUE)).extracting(Scored::value).containsExactly(3.0, 0.0, 1.0);
    assertThat(scorer.stateEntries()).isZero();
  }

  @Test
  void aLateEventCorrectsItsWindowAndThoseAfterIt() throws Exception {
    start(false);
    count("a", 0, 3, Timing.ON_TIME);
    List<Scored> before = watermark(29);
    assertThat(before).hasSize(3);

    List<Scored> changes = count("a", 10, 1, Timing.LATE);

    assertThat(changes)
        .extracting(Scored::op)
        .containsExactly(
            RowKind.UPDATE_BEFORE,
            RowKind.UPDATE_AFTER,
            RowKind.UPDATE_BEFORE,
            RowKind.UPDATE_AFTER);
    assertThat(changes.get(0).as(RowKind.INSERT)).isEqualTo(before.get(1));
    assertThat(changes.get(1).value()).isEqualTo(1);
  }

  @Test
  void anEarlyPaneIsNoCount() throws Exception {
    start(false);
    assertThat(count("a", 0, 3, Timing.EARLY)).isEmpty();
    assertThat(watermark(100)).isEmpty();
  }

  @Test
  void whateverTheOrderTheViewIsTheOneOfTheFinalCountsScoredInOrder() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      start(seed % 2 == 0);
      view = new View();
      CountsModel model = new CountsModel(SIZE, LATENESS, HORIZON);
      long watermark = 0;
      for (int step = 0; step < 150; step++) {
        if (random.nextInt(4) > 0) {
          // Quiet at times, so that keys are forgotten.
          long time = watermark + random.nextInt(80) - 55 + (step % 40 == 0 ? 90 : 0);
          String key = "k" + random.nextInt(3);
          long late = model.add(key, Math.max(0, time), watermark);
          if (late > 0) {
            view.apply(count(key, model.windowOf(time), late, Timing.LATE));
          }
        } else {
          long next = watermark + random.nextInt(25);
          for (WindowResult<Long> complete : model.completeBetween(watermark, next)) {
            scorer.send(complete, complete.window().completeAt());
          }
          view.apply(watermark(next));
          watermark = next;
        }
        if (random.nextInt(40) == 0) {
          scorer.restart(1 + random.nextInt(3));
          scorer.watermark(watermark);
        }
      }
      assertThat(view.rows())
          .as("seed %s", seed)
          .isEqualTo(model.view(new ChainDetector(), 0.5, seed % 2 == 0, watermark));
      if (seed < SEEDS - 1) {
        everyKeyIsForgottenInTheEnd();
      }
    }
  }
}
