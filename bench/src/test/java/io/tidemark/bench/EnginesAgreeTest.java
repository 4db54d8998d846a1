package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.flink.StockEngine;
import io.tidemark.bench.flink.TidemarkEngine;
import io.tidemark.bench.kafka.ClickTopic;
import io.tidemark.bench.loop.LoopEngine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.broker.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each engine does each of its workloads right, on few clicks. */
final class EnginesAgreeTest {

  private static final long CLICKS = 20_000;

  /** Late ones among them. */
  private static final long CLICKS_FROM_KAFKA = 100_000;

  private static final int PARALLELISM = 2;

  /**
   * Sessions are the most that can go wrong, and the loop is what others are checked against: each
   * run of the benchmark compares the rest with it before it prints a number.
   */
  private static final Map<Workload, Set<EngineName>> SOME =
      Map.of(
          Workload.of(NamedWorkload.W4), Set.of(EngineName.TIDEMARK, EngineName.JET),
          Workload.of(NamedWorkload.K4), Set.of(EngineName.TIDEMARK, EngineName.KAFKA_STREAMS));

  @TempDir static Path folder;

  private static LocalBroker broker;

  static List<Arguments> some() {
    return all().stream().filter(pair -> pair.get()[1] == EngineName.LOOP || isSome(pair)).toList();
  }

  private static boolean isSome(Arguments pair) {
    return SOME.getOrDefault((Workload) pair.get()[0], Set.of()).contains(pair.get()[1]);
  }

  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Workload workload : WorkloadSet.plain()) {
      for (EngineName name : EngineName.values()) {
        if (name.hasResults() && name.engine().can(workload)) {
          all.add(Arguments.of(workload, name));
        }
      }
    }
    return all;
  }

  @BeforeAll
  static void startKafka() throws IOException {
    broker = LocalBroker.start(folder, 0);
  }

  @AfterAll
  static void stopKafka() {
    broker.close();
  }

  @ParameterizedTest
  @MethodSource("some")
  void eachEngineCountsWhatThereIs(Workload workload, EngineName name) throws Exception {
    Traffic traffic = traffic(workload);
    assertThat(name.engine().run(traffic, PARALLELISM).totals()).isEqualTo(expected(traffic));
  }

  private static Traffic traffic(Workload workload) throws Exception {
    if (workload.isFromKafka()) {
      return firstOfMore(workload);
    }
    Traffic traffic = Traffic.inMemory(workload, CLICKS);
    return workload.isToKafka()
        ? traffic.to(ClickTopic.forOutput(broker.bootstrapServers()))
        : traffic;
  }

  @Test
  void atARateResultsAreTheSameAndTimed() throws Exception {
    Workload paced = Workload.parse("W3:rate=100000:window.size=1min:window.slide=1s");
    Traffic traffic = Traffic.inMemory(paced, 200_000).measuredFrom(100_000);

    Race.Outcome outcome = new TidemarkEngine(false).run(traffic, PARALLELISM);

    assertThat(outcome.totals()).isEqualTo(Model.of(traffic));
    assertThat(outcome.cost().nanos()).isGreaterThan(Duration.ofMillis(1_990).toNanos());
    // 25 s of event time, of which watermarks are 5 s behind, but for what waits for the end.
    assertThat(outcome.latency().results()).isBetween(1L, outcome.totals().results() - 1);
    assertThat(outcome.latency().p50Ms()).isPositive();
  }

  @Test
  void aSavepointOfWhatIsOpenTellsHowLargeStateIs() throws Exception {
    Traffic traffic =
        Traffic.inMemory(Workload.parse("W2:keys=1000:window.size=1h"), CLICKS).thatHolds();
    for (Engine engine : List.of(new TidemarkEngine(false), new StockEngine(true))) {
      Race.Outcome outcome = engine.run(traffic, PARALLELISM);

      assertThat(outcome.totals()).isEqualTo(Model.of(traffic));
      assertThat(outcome.keysInState()).isBetween(900L, 1_000L);
      // A key, a window and a count are no less; the savepoint's own files are in it too.
      assertThat(outcome.stateBytes() / outcome.keysInState()).isBetween(30L, 300L);
    }
  }

  /** All others are checked against it, also in workloads that are varied. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "W2:window.size=1s",
        "W3:window.slide=1s:window.size=1s",
        "W3:window.slide=1s:window.size=2s",
        "W3:keys=100:window.slide=1s:window.size=100s",
        "W4:window.session-gap=1s"
      })
  void theLoopIsRightWhateverTheWindows(String workload) throws Exception {
    Traffic traffic = Traffic.inMemory(Workload.parse(workload), 10 * CLICKS);
    assertThat(new LoopEngine().run(traffic, PARALLELISM).totals()).isEqualTo(Model.of(traffic));
  }

  /** A topic that was made longer twice, and is longer than what is asked for. */
  private static Traffic firstOfMore(Workload workload) throws Exception {
    ClickTopic topic = new ClickTopic(broker.bootstrapServers());
    topic.first(CLICKS_FROM_KAFKA / 2, workload);
    topic.first(CLICKS_FROM_KAFKA * 2, workload);
    return topic.first(CLICKS_FROM_KAFKA, workload);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void eachEngineCountsWhatThereIsInEachWorkload(Workload workload, EngineName name)
      throws Exception {
    eachEngineCountsWhatThereIs(workload, name);
  }

  private static Tally.Totals expected(Traffic traffic) {
    return traffic.workload().kind() == NamedWorkload.Kind.STATELESS
        ? decoded(traffic)
        : Model.of(traffic);
  }

  private static Tally.Totals decoded(Traffic traffic) {
    Tally tally = new Tally();
    Clicks clicks = Clicks.share(traffic, 0, 1);
    while (clicks.advance()) {
      boolean fromKafka = traffic.workload().isFromKafka();
      Click click =
          JacksonClicks.decode(fromKafka ? ClickJson.of(clicks) : ClickJson.fromPool(clicks));
      if (click.type.equals(Clicks.CLICK)) {
        tally.add(click.item, click.time, click.time, 1);
      }
    }
    return tally.totals();
  }
}
