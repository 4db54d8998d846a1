package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.JoinIds;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Our operator beside the one that Flink's WindowedStream makes, on the same streams. */
class WindowsAgainstFlinkTest {

  private static final OutputTag<Click> LATE =
      new OutputTag<>("stock-late", TypeInformation.of(Click.class));

  /** One emission of a window, as far as both operators can tell of it. */
  public record Firing(String key, long start, long end, String value) {}

  @Test
  void bothFireTheSameWindowsAndRefuseTheSameRecords() throws Exception {
    for (long seed = 10_000; seed < 10_500; seed++) {
      compare(seed, Backend.HASHMAP, 0);
    }
  }

  @Test
  void bothDoSoWithRestoresInTheMiddleOnceTheWatermarkIsBack() throws Exception {
    for (long seed = 10_500; seed < 10_580; seed++) {
      compare(seed, Backend.HASHMAP, 0.06);
    }
    for (long seed = 10_580; seed < 10_586; seed++) {
      compare(seed, Backend.ROCKSDB, 0.04);
    }
  }

  private static void compare(long seed, Backend backend, double restarts) throws Exception {
    Script script = Script.random(seed);
    Random random = new Random(seed);
    long watermark = Long.MIN_VALUE;
    int at = 0;
    try (Windows ours = Windows.tumbling(script.sizeMs(), script.allowedLatenessMs(), backend);
        OperatorUnderTest<Click, Firing> stock =
            stock(script.sizeMs(), script.allowedLatenessMs(), backend)) {
      for (; at < script.steps().size(); at++) {
        Step step = script.steps().get(at);
        if (step instanceof Arrival arrival) {
          ours.operator().send(arrival.click(), arrival.eventTimeMs());
          stock.send(arrival.click(), arrival.eventTimeMs());
        } else if (step instanceof Mark mark) {
          watermark = mark.watermark();
          ours.watermark(watermark);
          stock.watermark(watermark);
        }
        assertSame(ours, stock);

        if (random.nextDouble() < restarts) {
          int parallelism = 1 + random.nextInt(3);
          ours.operator().restart(parallelism);
          stock.restart(parallelism);
          // Flink's has forgotten it.
          ours.watermark(watermark);
          stock.watermark(watermark);
          assertSame(ours, stock);
        }
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          String.format("seed %d in %s, step %d of %s", seed, backend, at, script), e);
    }
  }

  private static void assertSame(Windows ours, OperatorUnderTest<Click, Firing> stock) {
    assertThat(sortedByKey(firings(ours))).as("firings").isEqualTo(sortedByKey(stock.results()));
    assertThat(ours.late().stream().map(LateRecord::record).toList())
        .as("late records")
        .isEqualTo(stock.side(LATE));
  }

  private static List<Firing> firings(Windows windows) {
    return windows.operator().results().stream()
        .map(
            pane ->
                new Firing(pane.key(), pane.window().start(), pane.window().end(), pane.value()))
        .toList();
  }

  /** Each key's in the order of emission; between keys there is none. */
  private static List<Firing> sortedByKey(List<Firing> firings) {
    return firings.stream().sorted(Comparator.comparing(Firing::key)).toList();
  }

  @Test
  void onlyOursKnowsTheWatermarkWhenALateRecordComesFirstAfterARestore() throws Exception {
    try (Windows ours = Windows.tumbling(10, 0, Backend.HASHMAP);
        OperatorUnderTest<Click, Firing> stock = stock(10, 0, Backend.HASHMAP)) {
      ours.send("a", "whole", 1);
      stock.send(new Click("a", "whole"), 1);
      ours.watermark(9);
      stock.watermark(9);
      assertSame(ours, stock);

      ours.operator().restart();
      stock.restart();
      ours.send("a", "late", 2);
      stock.send(new Click("a", "late"), 2);
      ours.watermark(9);
      stock.watermark(9);

      assertThat(ours.late()).extracting(late -> late.record().id()).containsExactly("late");
      assertThat(ours.panes()).isEmpty();
      // Flink's fires the window again, without what it had: downstream it overwrites the result.
      assertThat(stock.side(LATE)).isEmpty();
      assertThat(stock.results()).containsExactly(new Firing("a", 0, 10, "late"));
    }
  }

  private static OperatorUnderTest<Click, Firing> stock(
      long sizeMs, long allowedLatenessMs, Backend backend) throws Exception {
    SingleOutputStreamOperator<Firing> firings =
        Windows.CLICKS
            .window(TumblingEventTimeWindows.of(Duration.ofMillis(sizeMs)))
            .allowedLateness(Duration.ofMillis(allowedLatenessMs))
            .sideOutputLateData(LATE)
            .aggregate(
                new JoinIds(),
                new ToFiring(),
                TypeInformation.of(JoinIds.Ids.class),
                Types.STRING,
                TypeInformation.of(Firing.class));
    return OperatorUnderTest.start(firings, backend);
  }

  private static final class ToFiring
      extends ProcessWindowFunction<String, Firing, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    @Override
    public void process(
        String key, Context context, Iterable<String> values, Collector<Firing> out) {
      TimeWindow window = context.window();
      out.collect(new Firing(key, window.getStart(), window.getEnd(), values.iterator().next()));
    }
  }
}
