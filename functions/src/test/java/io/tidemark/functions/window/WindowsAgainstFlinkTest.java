package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.Setup.OwnGaps;
import io.tidemark.functions.window.StockWindows.Firing;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our operators beside those of Flink's WindowedStream, on the same streams: accumulating, with a
 * late pane for each late record, as Flink has it. Where both differ is in {@link
 * DifferencesFromFlinkTest}.
 */
class WindowsAgainstFlinkTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bothFireTheSameWindowsAndRefuseTheSameRecords(Kind kind) throws Exception {
    for (int i = 10_000; i < 10_120; i++) {
      compare(kind, kind.seed(i), Backend.HASHMAP, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bothDoSoWithRestoresInTheMiddleOnceTheWatermarkIsBack(Kind kind) throws Exception {
    for (int i = 10_300; i < 10_330; i++) {
      compare(kind, kind.seed(i), Backend.HASHMAP, 0.06);
    }
    for (int i = 10_350; i < 10_352; i++) {
      compare(kind, kind.seed(i), Backend.ROCKSDB, 0.04);
    }
  }

  private static void compare(Kind kind, long seed, Backend backend, double restarts)
      throws Exception {
    Setup setup = asFlinkHasIt(kind.setup(seed));
    Script script = RandomScripts.of(setup, seed);
    if (setup.shape() instanceof OwnGaps) {
      script = script.withoutEqualTimes(); // they may make Flink's operator forget a session
    }
    Random random = new Random(seed);
    Mark latest = new Mark(Long.MIN_VALUE);
    int at = 0;
    try (Windows ours = setup.start(backend);
        StockWindows stock = StockWindows.of(setup, backend)) {
      for (; at < script.steps().size(); at++) {
        Step step = script.steps().get(at);
        latest = step instanceof Mark mark ? mark : latest;
        ours.take(step);
        stock.take(step);
        assertSame(ours, stock);

        if (random.nextDouble() < restarts) {
          int parallelism = 1 + random.nextInt(3);
          ours.operator().restart(parallelism);
          stock.operator().restart(parallelism);
          // Flink's has forgotten it.
          ours.take(latest);
          stock.take(latest);
          assertSame(ours, stock);
        }
      }
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          String.format(
              "seed %d in %s, step %d of %s in %s", seed, backend, at, script.steps(), setup),
          e);
    }
  }

  private static Setup asFlinkHasIt(Setup setup) {
    // With a lateness at the end of time, Flink's session windows overflow and throw.
    return setup
        .with(PaneTriggers.NONE)
        .with(Accumulation.ACCUMULATING)
        .withLateness(Math.min(setup.latenessMs(), 1_000_000_000_000L));
  }

  private static void assertSame(Windows ours, StockWindows stock) {
    // Flink takes no session back that another one has absorbed.
    assertThat(
            sorted(
                ours.operator().results().stream()
                    .filter(row -> row.op() != RowKind.DELETE)
                    .map(Firing::of)
                    .toList()))
        .as("firings")
        .isEqualTo(sorted(stock.firings()));
    // Flink says nothing of a record that some of its windows have got.
    assertThat(
            ours.late().stream()
                .filter(late -> late.outcome() == LateRecord.Outcome.LATE_DROPPED)
                .<Click>map(LateRecord::record)
                .toList())
        .as("late records")
        .isEqualTo(stock.late());
  }

  /** Flink goes through a late record's windows from the newest to the oldest. */
  private static List<Firing> sorted(List<Firing> firings) {
    return firings.stream()
        .sorted(Comparator.comparing(Firing::key).thenComparing(Firing::start))
        .toList();
  }
}
