package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.watermarks.Disorder.DelayAt;
import io.tidemark.watermarks.Disorder.Outcome;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The adaptive bound beside the best fixed one that could have been chosen in hindsight, for the
 * same share of late events. Prints what the documentation quotes.
 */
class AdaptiveAgainstFixedTest {

  private static final int EVENTS = 400_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0.995, 0.999})
  void underStationaryDisorderTheTargetIsHeldAtTheLatencyOfTheBestFixedBound(double target) {
    for (long seed = 0; seed < 5; seed++) {
      Disorder feed = Disorder.of(EVENTS, seed, Disorder.heavyTail(200));
      Outcome ours = adaptive(feed, target);
      Outcome best = feed.bestFixedBound(ours.lateShare());
      print(Double.toString(target), ours, best);
      assertThat(ours.lateShare()).as("seed %d", seed).isLessThan(1.2 * (1 - target));
      assertThat(ours.latencyMs()).as("seed %d", seed).isLessThan(1.3 * best.latencyMs());
    }
  }

  @Test
  void whenTheDisorderDriftsTheTargetIsHeldAndNoFixedBoundIsAsFast() {
    DelayAt rising = Disorder.drifting(progress -> 50 + 950 * progress);
    DelayAt wave = Disorder.drifting(progress -> 500 + 450 * Math.sin(12 * progress));
    DelayAt step = Disorder.drifting(progress -> progress < 0.5 ? 100 : 1000);
    Map<String, DelayAt> drifts = Map.of("rising", rising, "wave", wave, "step", step);
    for (Map.Entry<String, DelayAt> drift : drifts.entrySet()) {
      for (long seed = 0; seed < 3; seed++) {
        Disorder feed = Disorder.of(EVENTS, seed, drift.getValue());
        Outcome ours = adaptive(feed, 0.995);
        Outcome best = feed.bestFixedBound(ours.lateShare());
        print(drift.getKey(), ours, best);
        assertThat(ours.lateShare())
            .as("%s, seed %d", drift.getKey(), seed)
            .isLessThan(1.2 * 0.005);
        assertThat(ours.latencyMs())
            .as("%s, seed %d", drift.getKey(), seed)
            .isLessThan(best.latencyMs());
      }
    }
  }

  private static void print(String what, Outcome ours, Outcome best) {
    System.out.printf(
        "%-8s late %.3f %%, latency %,.0f ms; best fixed bound %,.0f ms (x %.2f)%n",
        what,
        100 * ours.lateShare(),
        ours.latencyMs(),
        best.latencyMs(),
        ours.latencyMs() / best.latencyMs());
  }

  private static Outcome adaptive(Disorder feed, double target) {
    return feed.outcomeOf(
        watermarkOf(
            new AdaptiveWatermarkGenerator<>(new AdaptiveBound(target, 0, 3_600_000, 5_000))));
  }

  /** The watermark of a generator after each event. */
  private static LongUnaryOperator watermarkOf(WatermarkGenerator<Long> generator) {
    long[] watermark = {Long.MIN_VALUE};
    WatermarkOutput output =
        new WatermarkOutput() {
          @Override
          public void emitWatermark(Watermark mark) {
            watermark[0] = mark.getTimestamp();
          }

          @Override
          public void markIdle() {}

          @Override
          public void markActive() {}
        };
    return time -> {
      generator.onEvent(time, time, output);
      generator.onPeriodicEmit(output);
      return watermark[0];
    };
  }
}
