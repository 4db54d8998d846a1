package io.tidemark.functions.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueScorerTest {

  private static final ScoringSpec SPEC =
      new ScoringSpec("novelty", DetectorKind.NOVELTY.create(), Score.ALERT, false);

  @ParameterizedTest
  @EnumSource(Backend.class)
  void everyEventHasARowInTheOrderOfArrivalOverRestarts(Backend backend) throws Exception {
    Random random = new Random(5);
    Map<String, double[]> known = new HashMap<>();
    List<Scored> expected = new ArrayList<>();
    List<Scored> rows = new ArrayList<>();
    try (OperatorUnderTest<Event, Scored> scorer =
        OperatorUnderTest.start(
            OperatorUnderTest.streamOf(TypeInformation.of(Event.class))
                .keyBy(Event::key)
                .transform("score", TypeInformation.of(Scored.class), new ValueScorer(SPEC)),
            backend)) {
      scorer.watermark(500_000);
      for (int i = 0; i < 600; i++) {
        String key = "k" + random.nextInt(3);
        // Some are late; that changes nothing.
        long time = random.nextInt(1_000_000);
        double value = random.nextInt(100) == 0 ? 50 : random.nextDouble();
        scorer.send(event(key, time, value), time);
        double[] series = known.computeIfAbsent(key, unseen -> SPEC.begin());
        expected.add(
            Scored.of(key, null, time, value, SPEC.score(series, time, value), Score.ALERT));
        rows.addAll(scorer.results());
        if (i % 150 == 149) {
          scorer.restart(1 + i % 2);
        }
      }
      assertThat(rows).isEqualTo(expected);
      scorer.beforeBarrier();
      LedgerCounts told = new LedgerCounts();
      scorer.side(LedgerMeter.TAG).forEach(told::addAll);
      assertThat(told).hasToString("on_time=600");
    }
  }

  private static Event event(String key, long time, double value) {
    return new Event(
        key, null, null, null, null, time, Event.NO_TIME, Event.NO_TIME, value, new byte[0]);
  }
}
