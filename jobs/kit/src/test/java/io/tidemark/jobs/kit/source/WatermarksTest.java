package io.tidemark.jobs.kit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Decoded;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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

  private static WatermarkStrategy<Decoded> watermarks(String... values) {
    Map<String, String> byKey = new HashMap<>();
    for (String value : values) {
      byKey.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
    }
    return Watermarks.of(Parameters.of(WatermarkParameters.ALL, List.of(byKey)), false);
  }
}
