package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each engine does each of its workloads right, on few clicks. */
final class EnginesAgreeTest {

  private static final long CLICKS = 20_000;
  private static final int PARALLELISM = 2;

  /**
   * Sessions are the most that can go wrong, and the loop is what others are checked against: each
   * run of the benchmark compares the rest with it before it prints a number.
   */
  static List<Arguments> some() {
    return all().stream().filter(pair -> pair.get()[1] == EngineName.LOOP || isSome(pair)).toList();
  }

  private static boolean isSome(Arguments pair) {
    return pair.get()[0] == Workload.W4
        && (pair.get()[1] == EngineName.TIDEMARK || pair.get()[1] == EngineName.JET);
  }

  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      for (EngineName name : EngineName.values()) {
        if (name.hasResults() && name.engine().can(workload)) {
          all.add(Arguments.of(workload, name));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("some")
  void eachEngineCountsWhatThereIs(Workload workload, EngineName name) throws Exception {
    Traffic traffic = Traffic.inMemory(workload, CLICKS);
    assertThat(name.engine().run(traffic, PARALLELISM).totals()).isEqualTo(expected(traffic));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("all")
  void eachEngineCountsWhatThereIsInEachWorkload(Workload workload, EngineName name)
      throws Exception {
    eachEngineCountsWhatThereIs(workload, name);
  }

  private static Tally.Totals expected(Traffic traffic) {
    return traffic.workload().kind() == Workload.Kind.STATELESS
        ? decoded(traffic)
        : Model.of(traffic);
  }

  private static Tally.Totals decoded(Traffic traffic) {
    Tally tally = new Tally();
    Clicks clicks = Clicks.share(traffic, 0, 1);
    while (clicks.advance()) {
      Click click = JacksonClicks.decode(ClickJson.fromPool(clicks));
      if (click.type.equals(Clicks.CLICK)) {
        tally.add(click.item, click.time, click.time, 1);
      }
    }
    return tally.totals();
  }
}
