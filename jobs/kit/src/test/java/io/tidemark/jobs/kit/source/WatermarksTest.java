package io.tidemark.jobs.kit.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.Origin;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class WatermarksTest {

  private static final boolean ENDLESS = false;
  private static final boolean BOUNDED = true;

  private final EventDecoder decoder = Decoders.SIMPLE.create();
  private final ManualClock clock = new ManualClock(1);
  private final List<Object> emitted = new ArrayList<>();

  @Test
  void watermarkIsFiveSecondsBehindTheLatestEventByDefault() {
    Generator generator = generator(Map.of(), ENDLESS);
    generator.read(Decoders.event("a", 20_000), Decoders.event("a", 17_000));
    assertThat(emitted).isEmpty();

    generator.periodicEmit();

    assertThat(emitted).containsExactly(14_999L);
  }

  @Test
  void boundIsTheParameters() {
    Generator generator =
        generator(
            Map.of("watermark.max-out-of-orderness", "0", "watermark.emit", "per-event"), ENDLESS);

    generator.read(Decoders.event("a", 20_000));

    assertThat(emitted).containsExactly(19_999L);
  }

  @Test
  void ascendingIsRightBehindTheLatestEvent() {
    Generator generator = generator(Map.of("watermark.strategy", "ascending"), ENDLESS);

    generator.read(Decoders.event("a", 20_000)).periodicEmit();

    assertThat(emitted).containsExactly(19_999L);
  }

  @Test
  void perEventEmitsAfterEachEvent() {
    Generator generator = generator(Map.of("watermark.emit", "per-event"), BOUNDED);

    generator.read(Decoders.event("a", 20_000), Decoders.event("a", 30_000));

    assertThat(emitted).containsExactly(14_999L, 24_999L);
  }

  @Test
  void recordsThatAreNoEventsMoveNothing() {
    Generator generator = generator(Map.of("watermark.emit", "per-event"), BOUNDED);

    generator.read(
        "{broken", "", "{\"k\":\"a\",\"t\":90000000,\"received\":1000}", Decoders.event("a", 1));

    assertThat(emitted).containsExactly(-5_000L);
  }

  @Test
  void recordsHaveTheirEventTimesAndDeadLettersNone() {
    TimestampAssigner<Decoded> assigner =
        Watermarks.of(parameters(Map.of()), ENDLESS).createTimestampAssigner(() -> null);

    assertThat(assigner.extractTimestamp(decoded(Decoders.event("a", 7)), 99)).isEqualTo(7);
    assertThat(assigner.extractTimestamp(decoded("{broken"), 99)).isEqualTo(Event.NO_TIME);
  }

  @Test
  void quietPartitionBecomesIdleEvenIfDeadLettersGoOn() {
    Generator generator = generator(Map.of(), ENDLESS);
    generator.read(Decoders.event("a", 20_000)).periodicEmit().periodicEmit();
    clock.advanceTime(Duration.ofSeconds(30));
    generator.read("{broken").periodicEmit();
    assertThat(emitted).doesNotContain("idle");

    clock.advanceTime(Duration.ofMillis(1));
    generator.read("{broken").periodicEmit();

    assertThat(emitted).endsWith("idle");
  }

  @Test
  void boundedRunIsNeverIdle() {
    neverIdle(generator(Map.of("watermark.idle-timeout", "1s"), BOUNDED));
  }

  @Test
  void idleTimeoutOfZeroIsNever() {
    neverIdle(generator(Map.of("watermark.idle-timeout", "0"), ENDLESS));
  }

  private void neverIdle(Generator generator) {
    generator.read(Decoders.event("a", 20_000));
    for (int day = 0; day < 10; day++) {
      clock.advanceTime(Duration.ofDays(1));
      generator.periodicEmit();
    }
    assertThat(emitted).doesNotContain("idle");
  }

  @Test
  void strategyTravelsToTheCluster() throws Exception {
    WatermarkStrategy<Decoded> strategy =
        Watermarks.of(parameters(Map.of("watermark.emit", "per-event")), ENDLESS);

    assertThat(InstantiationUtil.clone(strategy)).isNotNull();
  }

  private static Parameters parameters(Map<String, String> values) {
    return Parameters.of(WatermarkParameters.ALL, List.of(values));
  }

  private Decoded decoded(String line) {
    return decoder.decode(line.getBytes(UTF_8), Event.NO_TIME, Origin.ofFile("test", 1));
  }

  private Generator generator(Map<String, String> values, boolean bounded) {
    return new Generator(Watermarks.of(parameters(values), bounded));
  }

  private final class Generator implements WatermarkOutput, WatermarkGeneratorSupplier.Context {
    private final WatermarkGenerator<Decoded> generator;
    private final TimestampAssigner<Decoded> assigner;

    Generator(WatermarkStrategy<Decoded> strategy) {
      generator = strategy.createWatermarkGenerator(this);
      assigner = strategy.createTimestampAssigner(this::getMetricGroup);
    }

    Generator read(String... lines) {
      for (String line : lines) {
        Decoded record = decoded(line);
        generator.onEvent(record, assigner.extractTimestamp(record, Event.NO_TIME), this);
      }
      return this;
    }

    Generator periodicEmit() {
      generator.onPeriodicEmit(this);
      return this;
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      emitted.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      emitted.add("idle");
    }

    @Override
    public void markActive() {
      emitted.add("active");
    }

    @Override
    public MetricGroup getMetricGroup() {
      throw new UnsupportedOperationException("nothing here is measured");
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return clock;
    }
  }
}
