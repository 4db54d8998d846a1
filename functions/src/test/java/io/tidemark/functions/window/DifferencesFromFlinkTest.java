package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.OwnGaps;
import io.tidemark.functions.window.Setup.Sessions;
import io.tidemark.functions.window.Setup.Shape;
import io.tidemark.functions.window.StockWindows.Firing;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.junit.jupiter.api.Test;

/** Where our operators do otherwise than Flink's WindowOperator, side by side. */
class DifferencesFromFlinkTest {

  private static Setup accumulating(Shape shape, long latenessMs) {
    return new Setup(shape, latenessMs, PaneTriggers.NONE, Accumulation.ACCUMULATING, false);
  }

  @Test
  void onlyOursKnowsTheWatermarkWhenALateRecordComesFirstAfterARestore() throws Exception {
    Setup setup = accumulating(new Aligned(10, 10, 0), 0);
    try (Windows ours = setup.start(Backend.HASHMAP);
        StockWindows stock = StockWindows.of(setup, Backend.HASHMAP)) {
      ours.send("a", "whole", 1);
      stock.operator().send(new Click("a", "whole"), 1);
      ours.watermark(9);
      stock.operator().watermark(9);
      assertThat(ours.panes()).containsExactly("+I a [0,10) ON_TIME 0 last: whole");
      assertThat(stock.firings()).containsExactly(new Firing("a", 0, 10, "whole"));

      ours.operator().restart();
      stock.operator().restart();
      ours.send("a", "late", 2);
      stock.operator().send(new Click("a", "late"), 2);
      ours.watermark(9);
      stock.operator().watermark(9);

      assertThat(ours.late()).extracting(late -> late.record().id()).containsExactly("late");
      assertThat(ours.panes()).isEmpty();
      // Flink's fires the window again, without what it had: downstream it overwrites the result.
      assertThat(stock.late()).isEmpty();
      assertThat(stock.firings()).containsExactly(new Firing("a", 0, 10, "late"));
    }
  }

  @Test
  void aRecordThatIsLateForSomeOfItsWindowsIsMissingThereInSilenceInFlinks() throws Exception {
    Setup setup = accumulating(new Aligned(10, 5, 0), 0);
    try (Windows ours = setup.start(Backend.HASHMAP);
        StockWindows stock = StockWindows.of(setup, Backend.HASHMAP)) {
      ours.watermark(11);
      stock.operator().watermark(11);
      ours.send("a", "partial", 7);
      stock.operator().send(new Click("a", "partial"), 7);
      ours.watermark(14);
      stock.operator().watermark(14);

      // Both count it in the window that is open ...
      assertThat(ours.panes()).containsExactly("+I a [5,15) ON_TIME 0 last: partial");
      assertThat(stock.firings()).containsExactly(new Firing("a", 5, 15, "partial"));
      // ... but only ours tells of the one that it has missed.
      assertThat(ours.late())
          .singleElement()
          .returns(LateRecord.Outcome.LATE_PARTIAL, LateRecord::outcome)
          .returns(List.of(new WindowBounds(0, 10)), LateRecord::missed);
      assertThat(stock.late()).isEmpty();
    }
  }

  @Test
  void sessionsThatMergeAfterTheirPanesLeaveGhostsInFlinks() throws Exception {
    Setup setup = accumulating(new Sessions(10), 50).with(Accumulation.RETRACTING);
    try (Windows ours = setup.start(Backend.HASHMAP);
        StockWindows stock = StockWindows.of(setup, Backend.HASHMAP)) {
      for (long time : new long[] {0, 15}) {
        ours.send("a", "at" + time, time);
        stock.operator().send(new Click("a", "at" + time), time);
      }
      ours.watermark(24);
      stock.operator().watermark(24);
      ours.panes();
      assertThat(stock.firings())
          .containsExactly(new Firing("a", 0, 10, "at0"), new Firing("a", 15, 25, "at15"));

      ours.send("a", "between", 8);
      stock.operator().send(new Click("a", "between"), 8);
      assertThat(ours.panes())
          .containsExactly(
              "-D a [0,10) LATE 1 last: at0",
              "-D a [15,25) LATE 1 last: at15",
              "+I a [0,25) LATE 0: at0 at15 between");
      // The sum over all windows of Flink's says that there were five records.
      assertThat(stock.firings()).containsExactly(new Firing("a", 0, 25, "at0 at15 between"));
    }
  }

  @Test
  void aRecordWhoseOwnSessionIsTheOneThatIsThereAlreadyMakesFlinksForgetIt() throws Exception {
    Setup setup = accumulating(new OwnGaps(), 50);
    try (Windows ours = setup.start(Backend.HASHMAP);
        StockWindows stock = StockWindows.of(setup, Backend.HASHMAP)) {
      for (String id : List.of("1~5", "2~10", "3~10")) {
        ours.send("a", id, 0);
        stock.operator().send(new Click("a", id), 0);
      }
      ours.watermark(9);
      stock.operator().watermark(9);
      assertThat(ours.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1~5 2~10 3~10");
      assertThat(stock.firings()).containsExactly(new Firing("a", 0, 10, "3~10"));
      assertThat(stock.late()).isEmpty();
    }
  }

  /** FLINK-26498. */
  @Test
  void lateRecordsThatWaitForTheirBatchAreLostWithTheWindowInFlinks() throws Exception {
    Setup setup =
        accumulating(new Aligned(10, 10, 0), 20)
            .with(PaneTriggers.NONE.withLateInterval(Duration.ofMillis(100)));
    try (Windows ours = setup.start(Backend.HASHMAP);
        StockWindows stock = StockWindows.of(setup, new LateBatches(100))) {
      ours.send("a", "1", 1);
      stock.operator().send(new Click("a", "1"), 1);
      ours.watermark(9);
      stock.operator().watermark(9);
      ours.send("a", "2", 2);
      stock.operator().send(new Click("a", "2"), 2);
      ours.clock(100);
      stock.operator().clock(100);
      ours.send("a", "3", 3);
      stock.operator().send(new Click("a", "3"), 3);
      ours.watermark(29);
      stock.operator().watermark(29);
      ours.clock(1000);
      stock.operator().clock(1000);

      assertThat(ours.panes())
          .containsExactly(
              "+I a [0,10) ON_TIME 0: 1",
              "+U a [0,10) LATE 1: 1 2",
              "+U a [0,10) LATE 2 last: 1 2 3");
      assertThat(stock.firings())
          .containsExactly(new Firing("a", 0, 10, "1"), new Firing("a", 0, 10, "1 2"));
      assertThat(ours.late()).isEmpty();
      assertThat(stock.late()).isEmpty();
    }
  }

  /** On time, and then at most once in an interval of processing time, as Flink SQL has it. */
  private static final class LateBatches extends Trigger<Object, TimeWindow> {
    private static final long serialVersionUID = 1;
    private static final ValueStateDescriptor<Boolean> IS_WAITING =
        new ValueStateDescriptor<>("is-waiting", Types.BOOLEAN);

    private final long intervalMs;

    LateBatches(long intervalMs) {
      this.intervalMs = intervalMs;
    }

    @Override
    public TriggerResult onElement(
        Object element, long timestamp, TimeWindow window, TriggerContext context)
        throws Exception {
      if (window.maxTimestamp() > context.getCurrentWatermark()) {
        context.registerEventTimeTimer(window.maxTimestamp());
      } else if (context.getPartitionedState(IS_WAITING).value() == null) {
        context.registerProcessingTimeTimer(context.getCurrentProcessingTime() + intervalMs);
        context.getPartitionedState(IS_WAITING).update(true);
      }
      return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
      return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context)
        throws Exception {
      context.getPartitionedState(IS_WAITING).clear();
      return TriggerResult.FIRE;
    }

    @Override
    public void clear(TimeWindow window, TriggerContext context) throws Exception {
      context.getPartitionedState(IS_WAITING).clear();
    }
  }
}
