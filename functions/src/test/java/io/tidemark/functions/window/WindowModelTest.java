package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.WindowModel.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

/** The operator against the model, step by step, on random streams. */
class WindowModelTest {

  @Test
  void everyPaneAndEveryCountIsTheModelsOnThousandsOfStreams() throws Exception {
    LedgerCounts all = new LedgerCounts();
    for (long seed = 0; seed < 3000; seed++) {
      all.addAll(compare(seed, Backend.HASHMAP, 0));
    }
    // The streams are hard enough: every outcome is common among them.
    for (Entry outcome : List.of(Entry.ON_TIME, Entry.LATE_REFINED, Entry.LATE_DROPPED)) {
      assertThat(all.get(outcome)).as("%s of %s", outcome, all).isGreaterThan(10_000);
    }
  }

  @Test
  void restoresAndRescalingsChangeNothing() throws Exception {
    for (long seed = 3000; seed < 3200; seed++) {
      compare(seed, Backend.HASHMAP, 0.06);
    }
  }

  @Test
  void theSameHoldsInRocksDb() throws Exception {
    for (long seed = 3200; seed < 3215; seed++) {
      compare(seed, Backend.ROCKSDB, 0.04);
    }
  }

  private static LedgerCounts compare(long seed, Backend backend, double restarts)
      throws Exception {
    Script script = Script.random(seed);
    Random random = new Random(seed);
    int step = 0;
    try (Run run = new Run(script, backend)) {
      for (; step < script.steps().size(); step++) {
        run.step(script.steps().get(step));
        run.check(new WindowModel(script, run.history));
        if (random.nextDouble() < restarts) {
          run.restart(1 + random.nextInt(3), random.nextBoolean());
        }
      }
      return run.ledger;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          String.format("seed %d in %s, step %d of %s", seed, backend, step, script), e);
    }
  }

  /** One stream on its way through the operator. */
  private static final class Run implements AutoCloseable {

    private final Backend backend;
    private final Windows windows;
    private final List<Step> history = new ArrayList<>();
    private final List<LateRecord<Click>> late = new ArrayList<>();
    private final Map<Cell, String> view = new HashMap<>();
    private final LedgerCounts ledger = new LedgerCounts();

    Run(Script script, Backend backend) throws Exception {
      this.backend = backend;
      this.windows = Windows.tumbling(script.sizeMs(), script.allowedLatenessMs(), backend);
    }

    void step(Step step) throws Exception {
      history.add(step);
      if (step instanceof Arrival arrival) {
        windows.operator().send(arrival.click(), arrival.eventTimeMs());
      } else if (step instanceof Mark mark) {
        windows.watermark(mark.watermark());
      }
    }

    /**
     * Stops and restores the operator. Sources start over with their watermarks, so that the next
     * one may be an older one.
     */
    void restart(int parallelism, boolean watermarkStartsOver) throws Exception {
      windows.operator().restart(parallelism);
      if (watermarkStartsOver) {
        windows.watermark(Long.MIN_VALUE);
      }
    }

    void check(WindowModel model) throws Exception {
      List<WindowResult<String>> panes = windows.operator().results();
      assertThat(sortedByKey(panes))
          .as("panes")
          .isEqualTo(sortedByKey(model.panesOf(history.size() - 1)));

      panes.forEach(this::fold);
      assertThat(view).as("what the changelog adds up to").isEqualTo(model.view());

      late.addAll(windows.late());
      assertThat(late).as("late records").isEqualTo(model.late());

      ledger.addAll(windows.ledger());
      assertThat(ledger).as("ledger").isEqualTo(model.ledger());

      assertThat((long) windows.timers()).as("timers").isEqualTo(model.openWindows());
      if (backend == Backend.HASHMAP) { // to count in RocksDB takes a snapshot
        assertThat((long) windows.openWindows())
            .as("windows in state")
            .isEqualTo(model.openWindows());
      }
    }

    /** Each key's panes in the order of emission; between keys there is none. */
    private static List<WindowResult<String>> sortedByKey(List<WindowResult<String>> panes) {
      return panes.stream().sorted(Comparator.comparing(WindowResult::key)).toList();
    }

    private void fold(WindowResult<String> pane) {
      String before = view.put(new Cell(pane.window().start(), pane.key()), pane.value());
      assertThat(before == null)
          .as("%s is the first of its window", pane)
          .isEqualTo(pane.op() == RowKind.INSERT);
    }

    @Override
    public void close() throws Exception {
      windows.close();
    }
  }
}
