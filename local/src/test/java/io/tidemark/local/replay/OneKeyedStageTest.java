package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.window.LateRecord;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

final class OneKeyedStageTest {

  @Test
  void aJobWithOneKeyedStageIsOneToReplayWhateverIsBeforeOrBehindIt() {
    assertThatCode(() -> check(events -> keyed(events))).doesNotThrowAnyException();
    assertThatCode(() -> check(events -> keyed(events.filter(e -> true)).rebalance()))
        .doesNotThrowAnyException();
  }

  @Test
  void aJobWithTwoKeyedStagesOrWithNoneIsRefused() {
    assertThatThrownBy(() -> check(events -> keyed(keyed(events))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("made-up: replay is for jobs with one keyed stage, and this one has 2");
    assertThatThrownBy(() -> check(events -> events.filter(e -> true)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("made-up: replay is for jobs with one keyed stage, and this one has 0");
  }

  @Test
  void keyedStagesMayBeSideBySideWhereEachEventGoesThroughOneOfThemOnEachWay() {
    assertThatCode(() -> check(events -> keyed(events).union(keyed(events.filter(e -> true)))))
        .doesNotThrowAnyException();
  }

  @Test
  void aWayAroundTheKeyedStageOrThroughTwoOfThemIsRefused() {
    assertThatThrownBy(() -> check(events -> keyed(events).union(events)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("made-up: replay is for jobs with one keyed stage, and this one has 0");
    assertThatThrownBy(() -> check(events -> keyed(keyed(events).union(events))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("made-up: replay is for jobs with one keyed stage, and this one has 2");
  }

  @Test
  void aJobWithAnotherKindOfOperatorIsRefused() {
    assertThatThrownBy(() -> check(events -> events.keyBy(Event::key).reduce(new First())))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("made-up: replay is for jobs that are chains of operators");
  }

  private static DataStream<Event> keyed(DataStream<Event> events) {
    return events.keyBy(Event::key).process(new Pass()).returns(Event.class);
  }

  private static void check(UnaryOperator<DataStream<Event>> graph) {
    OneKeyedStage.check(
        StreamExecutionEnvironment.getExecutionEnvironment(), new MadeUpJob(graph), "");
  }

  private static final class Pass extends KeyedProcessFunction<String, Event, Event> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(Event event, Context context, Collector<Event> out) {
      out.collect(event);
    }
  }

  private static final class First implements ReduceFunction<Event> {
    private static final long serialVersionUID = 1;

    @Override
    public Event reduce(Event a, Event b) {
      return a;
    }
  }

  private record MadeUpJob(UnaryOperator<DataStream<Event>> graph) implements Job<String, Event> {

    @Override
    public String name() {
      return "made-up";
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<Parameter<?>> parameters() {
      return List.of();
    }

    @Override
    public String params(Parameters parameters) {
      return "";
    }

    @Override
    public Set<Field> needs(String params) {
      return Set.of();
    }

    @Override
    public Outputs<Event> build(DataStream<Event> events, String params) {
      DataStream<LateRecord<Event>> late = null;
      DataStream<LedgerCounts> ledger = null;
      return new Outputs<>(graph.apply(events), late, ledger);
    }

    @Override
    public OutputFormat<Event> resultFormat(String params) {
      throw new UnsupportedOperationException();
    }
  }
}
