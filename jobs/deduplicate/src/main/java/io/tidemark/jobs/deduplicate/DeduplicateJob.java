package io.tidemark.jobs.deduplicate;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.intake.Keeper;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.EventFormat;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Hands on one copy of each event, as it was read. */
public final class DeduplicateJob implements Job<DeduplicateParams, Event> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new DeduplicateJob(), args);
  }

  /** What is a duplicate is gone already: every job removes them, if it is told the horizon. */
  @Override
  public Outputs<Event> build(DataStream<Event> events, DeduplicateParams params) {
    return Outputs.ofNoWindow(
        events
            .transform("unique-events", TypeInformation.of(Event.class), new Keeper())
            .uid("unique-events"));
  }

  @Override
  public String name() {
    return "deduplicate";
  }

  @Override
  public String summary() {
    return "Hands on one copy of each event";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of();
  }

  @Override
  public DeduplicateParams params(Parameters parameters) {
    return DeduplicateParams.of(parameters);
  }

  @Override
  public Set<Field> needs(DeduplicateParams params) {
    return Set.of(Field.ID);
  }

  @Override
  public OutputFormat<Event> resultFormat(DeduplicateParams params) {
    return new EventFormat();
  }
}
