package io.tidemark.jobs.laterepair;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.sink.WindowResultFormat;
import io.tidemark.jobs.kit.source.RecordDecoders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Merges what came too late for another job into that job's results. */
public final class LateRepairJob implements Job<LateRepairParams, WindowResult<Total>> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new LateRepairJob(), args);
  }

  @Override
  public Outputs<WindowResult<Total>> build(DataStream<Event> rows, LateRepairParams params) {
    return Outputs.ofNoWindow(
        rows.keyBy(Event::key)
            .transform(
                "repair",
                WindowResult.typeOf(TypeInformation.of(Total.class)),
                new MergeLateRows(params.aggregate()))
            .uid("repair"));
  }

  @Override
  public String name() {
    return "late-repair";
  }

  @Override
  public String summary() {
    return "Merges what came too late for another job into its results";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return LateRepairParams.ALL;
  }

  @Override
  public LateRepairParams params(Parameters parameters) {
    return LateRepairParams.of(parameters);
  }

  @Override
  public Set<Field> needs(LateRepairParams params) {
    return params.aggregate() == Aggregate.SUM ? Set.of(Field.VALUE) : Set.of();
  }

  @Override
  public RecordDecoders decoders(LateRepairParams params, Parameters parameters) {
    return RunDecoders.of(EventParameters.mapping(parameters, needs(params)), params.aggregate());
  }

  @Override
  public OutputFormat<WindowResult<Total>> resultFormat(LateRepairParams params) {
    Aggregate aggregate = params.aggregate();
    return new WindowResultFormat<>(
        Accumulation.RETRACTING, (total, json) -> total.writeColumns(aggregate, json));
  }

  @Override
  public Optional<String> follows(Parameters parameters) {
    return Optional.of(params(parameters).job());
  }

  @Override
  public Map<String, String> beneath(Map<String, String> values, Path folder) {
    return BaseJob.values(values, folder);
  }
}
