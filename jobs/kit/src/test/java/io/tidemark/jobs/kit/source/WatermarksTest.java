package io.tidemark.jobs.kit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarksTest {

  @ParameterizedTest
  @ValueSource(strings = {"bounded", "adaptive", "punctuated", "ascending"})
  void eachStrategyIsThere(String strategy) {
    assertThatNoException()
        .isThrownBy(() -> watermarks("watermark.strategy=" + strategy, "watermark.mark-type=tick"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "watermark.completeness=1 # watermark.completeness: 1.0 is not between 0 and 1",
        "watermark.completeness=0 # watermark.completeness: 0.0 is not between 0 and 1",
        "watermark.completeness=NaN # watermark.completeness: NaN is not between 0 and 1",
        "watermark.completeness=99.9% # watermark.completeness: '99.9%' is no number",
        "watermark.adaptive.floor=2h # watermark.adaptive.floor: is above watermark.adaptive.ceiling",
      })
  void anAdaptiveStrategyThatMakesNoSenseIsRefused(String value, String message) {
    assertThatThrownBy(() -> watermarks("watermark.strategy=adaptive", value))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void aPunctuatedStrategyMustKnowWhatItsMarksAre() {
    assertThatThrownBy(() -> watermarks("watermark.strategy=punctuated"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("watermark.mark-type: needed for strategy punctuated");
  }

  @Test
  void whatOnlyAdaptiveOnesHaveDoesNotConcernOthers() {
    assertThatNoException()
        .isThrownBy(() -> watermarks("watermark.strategy=bounded", "watermark.completeness=0.5"));
  }

  @Test
  void theWatermarkCannotFollowTheClockWhenNoPartitionIsEverIdle() {
    assertThatThrownBy(
            () -> watermarks("watermark.idle-timeout=0 s", "watermark.quiet-advance=10 s"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("watermark.quiet-advance: needs idle partitions; watermark.idle-timeout is 0");
  }

  @Test
  void alignmentIsOffUnlessADriftIsSet() {
    assertThat(watermarks().getAlignmentParameters().isEnabled()).isFalse();

    WatermarkAlignmentParams alignment =
        watermarks("watermark.alignment.max-drift=7 s", "watermark.alignment.update-interval=50 ms")
            .getAlignmentParameters();
    assertThat(alignment.getMaxAllowedWatermarkDrift()).isEqualTo(7_000);
    assertThat(alignment.getUpdateInterval()).isEqualTo(50);
    assertThat(alignment.getWatermarkGroup()).isEqualTo("events");
  }

  @ParameterizedTest
  @CsvSource({
    "window.size=1 min, true",
    "window.size=2 min, false",
    "window.session-gap=1 min, false",
    "window.size=1 min; watermark.emit=per-event, true"
  })
  void aWatermarkThatCompletesAWindowDoesNotWaitForTheInterval(String values, boolean isThere) {
    ManualClock clock = new ManualClock(1);
    List<Long> said = new ArrayList<>();
    WatermarkGenerator<Decoded> generator =
        watermarks(values.split("; ")).createWatermarkGenerator(context(clock));
    generator.onEvent(at(30_000), 30_000, output(said));
    generator.onPeriodicEmit(output(said));
    clock.advanceTime(Duration.ofMillis(100));

    generator.onEvent(at(65_000), 65_000, output(said));

    assertThat(said.contains(59_999L)).isEqualTo(isThere);
  }

  private static Decoded at(long time) {
    return Decoded.event(
        new Event("k", null, null, null, null, time, Event.NO_TIME, Event.NO_TIME, 0, new byte[0]),
        1);
  }

  private static WatermarkGeneratorSupplier.Context context(ManualClock clock) {
    return new WatermarkGeneratorSupplier.Context() {
      @Override
      public MetricGroup getMetricGroup() {
        return new UnregisteredMetricsGroup();
      }

      @Override
      public RelativeClock getInputActivityClock() {
        return clock;
      }
    };
  }

  private static WatermarkOutput output(List<Long> said) {
    return new WatermarkOutput() {
      @Override
      public void emitWatermark(Watermark watermark) {
        said.add(watermark.getTimestamp());
      }

      @Override
      public void markIdle() {}

      @Override
      public void markActive() {}
    };
  }

  private static WatermarkStrategy<Decoded> watermarks(String... values) {
    Map<String, String> byKey = new HashMap<>();
    for (String value : values) {
      byKey.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
    }
    List<Parameter<?>> known =
        Parameters.join(WatermarkParameters.ALL, WindowParameters.ALL, EventParameters.ALL);
    return Watermarks.of(Parameters.of(known, List.of(byKey)), false);
  }
}
