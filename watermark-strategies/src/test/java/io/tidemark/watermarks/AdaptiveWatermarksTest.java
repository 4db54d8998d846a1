package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;
import org.junit.jupiter.api.Test;

/** The strategy as a source uses it: one generator for each partition. */
class AdaptiveWatermarksTest {

  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private final List<String> groups = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;

  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark mark) {
          watermark = mark.getTimestamp();
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
      };

  /** As Flink's, of which a name can be taken once only. */
  private final MetricGroup metrics =
      new UnregisteredMetricsGroup() {
        @Override
        public MetricGroup addGroup(String name) {
          groups.add(name);
          return this;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
          assertThat(gauges.put(name, gauge)).as(name).isNull();
          return gauge;
        }
      };

  private final WatermarkGeneratorSupplier.Context context =
      new WatermarkGeneratorSupplier.Context() {
        @Override
        public MetricGroup getMetricGroup() {
          return metrics;
        }

        @Override
        public RelativeClock getInputActivityClock() {
          return SystemClock.getInstance();
        }
      };

  @Test
  void inTheBeginningTheWatermarkIsTheFirstBoundBehind() {
    WatermarkGenerator<String> partition =
        AdaptiveWatermarks.<String>completeness(0.99)
            .beginningWith(Duration.ofMillis(100))
            .createWatermarkGenerator(context);
    partition.onPeriodicEmit(output);
    assertThat(watermark).isEqualTo(Long.MIN_VALUE);

    partition.onEvent("a", 1_000, output);
    partition.onPeriodicEmit(output);
    assertThat(watermark).isEqualTo(1_000 - 100 - 1);
  }

  @Test
  void theBoundIsEachPartitionsOwnAndTheWidestIsMeasured() throws Exception {
    WatermarkStrategy<String> strategy =
        InstantiationUtil.clone(
            MeasuredWatermarks.of(
                AdaptiveWatermarks.<String>completeness(0.9)
                    .between(Duration.ZERO, Duration.ofSeconds(10)),
                0.9));
    WatermarkGenerator<String> calm = strategy.createWatermarkGenerator(context);
    WatermarkGenerator<String> wild = strategy.createWatermarkGenerator(context);
    for (int i = 0; i < 1_000; i++) {
      calm.onEvent("calm", i, output);
      wild.onEvent("wild", i % 2 == 0 ? 5_000 + i : i, output);
    }

    calm.onPeriodicEmit(output);
    assertThat(watermark).isEqualTo(998);
    wild.onPeriodicEmit(output);
    assertThat(watermark).isLessThan(2_000);
    assertThat(groups).containsExactly("eventtime");
    assertThat((Long) gauges.get("watermarkBound").getValue()).isBetween(5_000L, 10_000L);
    assertThat((Double) gauges.get("lateShare").getValue()).isBetween(0.0, 0.1);
  }
}
