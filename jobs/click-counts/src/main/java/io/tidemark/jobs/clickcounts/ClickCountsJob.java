package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.params.AggregateParameters.Distinct;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.sink.WindowResultFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Counts clicks per item and window: early, on time and late. */
public final class ClickCountsJob implements Job<ClickCountsParams, WindowResult<ClickTotal>> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new ClickCountsJob(), args);
  }

  @Override
  public Outputs<WindowResult<ClickTotal>> build(
      DataStream<Event> events, ClickCountsParams params) {
    return Outputs.of(
        params
            .windows()
            .over(events, "aggregate " + Parameter.name(params.aggregate()))
            .aggregate(params.totals(), "click-counts"));
  }

  @Override
  public String name() {
    return "click-counts";
  }

  @Override
  public String summary() {
    return "Counts events per key and window of event time";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return ClickCountsParams.ALL;
  }

  @Override
  public ClickCountsParams params(Parameters parameters) {
    return ClickCountsParams.of(parameters);
  }

  @Override
  public Set<Field> needs(ClickCountsParams params) {
    Set<Field> needed = EnumSet.noneOf(Field.class);
    if (params.aggregate() == Aggregate.SUM) {
      needed.add(Field.VALUE);
    }
    if (params.distinct() == Distinct.USER) {
      needed.add(Field.USER);
    }
    return needed;
  }

  @Override
  public OutputFormat<WindowResult<ClickTotal>> resultFormat(ClickCountsParams params) {
    return new WindowResultFormat<>(params.windows().accumulation(), ClickTotal::writeColumns);
  }
}
