package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.window.Script.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operators against the model, step by step, on random streams through random windows. */
class WindowModelTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyPaneAndEveryCountIsTheModelsOnAThousandStreams(Kind kind) throws Exception {
    LedgerCounts all = new LedgerCounts();
    for (int i = 0; i < 1000; i++) {
      all.addAll(compare(kind, kind.seed(i), Backend.HASHMAP, 0));
    }
    // The streams are hard enough: every outcome is common among them.
    for (Entry outcome : List.of(Entry.ON_TIME, Entry.LATE_REFINED, Entry.LATE_DROPPED)) {
      assertThat(all.get(outcome)).as("%s of %s", outcome, all).isGreaterThan(1000);
    }
    if (kind == Kind.SLIDING) {
      assertThat(all.get(Entry.LATE_PARTIAL)).as("partial of %s", all).isGreaterThan(1000);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void restoresAndRescalingsChangeNothing(Kind kind) throws Exception {
    for (int i = 1000; i < 1100; i++) {
      compare(kind, kind.seed(i), Backend.HASHMAP, 0.06);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSameHoldsInRocksDb(Kind kind) throws Exception {
    for (int i = 1100; i < 1110; i++) {
      compare(kind, kind.seed(i), Backend.ROCKSDB, 0.04);
    }
  }

  private static LedgerCounts compare(Kind kind, long seed, Backend backend, double restarts)
      throws Exception {
    Setup setup = kind.setup(seed);
    Script script = RandomScripts.of(setup, seed);
    Random random = new Random(seed);
    int at = 0;
    try (Windows windows = setup.start(backend)) {
      ModelComparison comparison = new ModelComparison(setup, windows);
      for (; at < script.steps().size(); at++) {
        Step step = script.steps().get(at);
        Script.take(step, windows);
        comparison.check(step);
        if (backend == Backend.HASHMAP || at == script.steps().size() - 1) {
          comparison.checkState();
        }
        if (random.nextDouble() < restarts) {
          windows.operator().restart(1 + random.nextInt(3));
          if (random.nextBoolean()) {
            // Sources start over with their watermarks, so that the next one may be an older one.
            windows.watermark(Long.MIN_VALUE);
          }
        }
      }
      return comparison.ledger();
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          String.format(
              "seed %d in %s, step %d of %s in %s", seed, backend, at, script.steps(), setup),
          e);
    }
  }
}
