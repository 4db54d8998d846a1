package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.MarkAt;
import io.tidemark.functions.window.Script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators against the model, step by step, on random streams through random windows. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class WindowModelTest {

  private final boolean isPreAggregated;

  WindowModelTest(boolean isPreAggregated) {
    this.isPreAggregated = isPreAggregated;
  }

  private Subject start(Setup setup, Backend backend) throws Exception {
    return isPreAggregated ? new PreAggregatedWindows(setup, 1, backend) : setup.start(backend);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyPaneAndEveryCountIsTheModels(Kind kind) throws Exception {
    theModels(kind, 0, 400);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Tag("long")
  void everyPaneAndEveryCountIsTheModelsOnThousandsOfStreams(Kind kind) throws Exception {
    theModels(kind, 100_000, 105_000);
  }

  private void theModels(Kind kind, int from, int to) throws Exception {
    LedgerCounts all = new LedgerCounts();
    for (int i = from; i < to; i++) {
      all.addAll(compare(kind, kind.seed(i), Backend.HASHMAP, 0));
    }
    // The streams are hard enough: every outcome is common among them.
    for (Entry outcome : List.of(Entry.ON_TIME, Entry.LATE_REFINED, Entry.LATE_DROPPED)) {
      assertThat(all.get(outcome)).as("%s of %s", outcome, all).isGreaterThan(to - from);
    }
    if (kind == Kind.SLIDING) {
      assertThat(all.get(Entry.LATE_PARTIAL)).as("partial of %s", all).isGreaterThan(to - from);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void restoresAndRescalingsChangeNothing(Kind kind) throws Exception {
    for (int i = 1000; i < 1060; i++) {
      compare(kind, kind.seed(i), Backend.HASHMAP, 0.06);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSameHoldsInRocksDb(Kind kind) throws Exception {
    for (int i = 1100; i < 1106; i++) {
      compare(kind, kind.seed(i), Backend.ROCKSDB, 0.04);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSavepointGoesOnInTheOtherBackend(Kind kind) throws Exception {
    for (int i = 1300; i < 1312; i++) {
      Setup setup = kind.setup(kind.seed(i));
      Script script = RandomScripts.of(setup, kind.seed(i));
      Random random = new Random(i);
      Backend backend = Backend.HASHMAP;
      try (Windows windows = setup.start(backend)) {
        ModelComparison comparison = new ModelComparison(setup, windows);
        for (Step step : script.steps()) {
          windows.take(step);
          comparison.check(step);
          if (random.nextInt(10) == 0) {
            backend = backend == Backend.HASHMAP ? Backend.ROCKSDB : Backend.HASHMAP;
            comparison.checkLedger();
            windows.operator().restartIn(backend);
          }
        }
        comparison.checkState();
      } catch (AssertionError | Exception e) {
        throw new AssertionError("stream " + i + " in " + setup, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void subtasksThatStandAtDifferentWatermarksMayBeRescaled(Kind kind) throws Exception {
    for (int i = 1200; i < 1240; i++) {
      Random random = new Random(i);
      compare(
          kind,
          kind.seed(i),
          Backend.HASHMAP,
          0.1,
          (step, subtasks) ->
              step instanceof Mark mark && mark.watermark() < Long.MAX_VALUE && random.nextBoolean()
                  ? new MarkAt(random.nextInt(subtasks), subtasks, mark.watermark())
                  : step);
    }
  }

  private LedgerCounts compare(Kind kind, long seed, Backend backend, double restarts)
      throws Exception {
    return compare(kind, seed, backend, restarts, (step, subtasks) -> step);
  }

  /**
   * @param restarts how likely the operator is stopped and restored after a step
   * @param delivery makes another step of a step, given how many subtasks there are
   */
  private LedgerCounts compare(
      Kind kind,
      long seed,
      Backend backend,
      double restarts,
      BiFunction<Step, Integer, Step> delivery)
      throws Exception {
    Setup setup = kind.setup(seed);
    Script script = RandomScripts.of(setup, seed);
    Random random = new Random(seed);
    int subtasks = 1;
    List<Step> taken = new ArrayList<>();
    try (Subject windows = start(setup, backend)) {
      ModelComparison comparison = new ModelComparison(setup, windows);
      for (Step scripted : script.steps()) {
        Step step = delivery.apply(scripted, subtasks);
        taken.add(step);
        windows.take(step);
        comparison.check(step);
        if (backend == Backend.HASHMAP || taken.size() == script.steps().size()) {
          comparison.checkState();
        }
        if (random.nextInt(8) == 0) {
          comparison.checkLedger();
        }
        if (random.nextDouble() < restarts) {
          subtasks = 1 + random.nextInt(3);
          windows.restart(subtasks);
          if (random.nextBoolean()) {
            // Sources start over with their watermarks, so that the next one may be an older one.
            windows.take(new Mark(Long.MIN_VALUE));
          }
        }
      }
      comparison.checkLedger();
      return comparison.ledger();
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          String.format("seed %d in %s, after %s in %s", seed, backend, taken, setup), e);
    }
  }
}
