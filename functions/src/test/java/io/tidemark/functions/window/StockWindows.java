package io.tidemark.functions.window;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.SortedIds;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Clock;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The operator that Flink's own WindowedStream makes of the same windows, run by hand. */
final class StockWindows implements AutoCloseable {

  private static final OutputTag<Click> LATE =
      new OutputTag<>("stock-late", TypeInformation.of(Click.class));

  /** One emission of a window, as far as Flink's operator can tell of it. */
  public record Firing(String key, long start, long end, String value) {

    /** What is left of one of our rows if it is seen as Flink's. */
    static Firing of(WindowResult<String> row) {
      return new Firing(row.key(), row.window().start(), row.window().end(), row.value());
    }
  }

  private final OperatorUnderTest<Click, Firing> operator;

  private StockWindows(
      WindowedStream<Click, String, TimeWindow> stream, Supplier<StateBackend> backend)
      throws Exception {
    operator =
        OperatorUnderTest.start(
            stream
                .sideOutputLateData(LATE)
                .aggregate(
                    new SortedIds(),
                    new ToFiring(),
                    TypeInformation.of(SortedIds.Ids.class),
                    Types.STRING,
                    TypeInformation.of(Firing.class)),
            backend);
  }

  static StockWindows of(Setup setup, Backend backend) throws Exception {
    return of(setup, backend::create);
  }

  static StockWindows of(Setup setup, Supplier<StateBackend> backend) throws Exception {
    return new StockWindows(stream(setup), backend);
  }

  static StockWindows of(Setup setup, Trigger<Object, TimeWindow> trigger) throws Exception {
    return new StockWindows(stream(setup).trigger(trigger), Backend.HASHMAP::create);
  }

  private static WindowedStream<Click, String, TimeWindow> stream(Setup setup) {
    return Windows.CLICKS
        .window(assigner(setup))
        .allowedLateness(Duration.ofMillis(setup.latenessMs()));
  }

  private static WindowAssigner<Object, TimeWindow> assigner(Setup setup) {
    if (setup.shape() instanceof Aligned aligned) {
      Duration size = Duration.ofMillis(aligned.sizeMs());
      Duration slide = Duration.ofMillis(aligned.slideMs());
      Duration offset = Duration.ofMillis(Math.floorMod(aligned.offsetMs(), aligned.slideMs()));
      return size.equals(slide)
          ? TumblingEventTimeWindows.of(size, offset)
          : SlidingEventTimeWindows.of(size, slide, offset);
    }
    return setup.shape() instanceof Sessions sessions
        ? EventTimeSessionWindows.withGap(Duration.ofMillis(sessions.gapMs()))
        : DynamicEventTimeSessionWindows.withDynamicGap(
            click -> Math.max(1, Setup.gapOf((Click) click)));
  }

  OperatorUnderTest<Click, Firing> operator() {
    return operator;
  }

  void take(Step step) throws Exception {
    if (step instanceof Arrival arrival) {
      operator.send(arrival.click(), arrival.eventTimeMs());
    } else if (step instanceof Mark mark) {
      operator.watermark(mark.watermark());
    } else if (step instanceof Clock clock) {
      operator.clock(clock.processingTimeMs());
    }
  }

  List<Firing> firings() {
    return operator.results();
  }

  /** The records that Flink says came too late. */
  List<Click> late() {
    return operator.side(LATE);
  }

  @Override
  public void close() throws Exception {
    operator.close();
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
