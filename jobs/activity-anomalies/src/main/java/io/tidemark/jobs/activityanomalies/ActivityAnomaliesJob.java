package io.tidemark.jobs.activityanomalies;

import io.tidemark.functions.anomaly.Scored;
import io.tidemark.functions.anomaly.ValueScorer;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.CountElements;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.functions.window.WindowedStreams;
import io.tidemark.jobs.activityanomalies.ActivityAnomaliesParams.On;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Scores how unusual each key's activity is: its counts in windows, or the values it sends. */
public final class ActivityAnomaliesJob implements Job<ActivityAnomaliesParams, Scored> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new ActivityAnomaliesJob(), args);
  }

  @Override
  public Outputs<Scored> build(DataStream<Event> events, ActivityAnomaliesParams params) {
    return params.on() == On.COUNT ? ofCounts(events, params) : ofValues(events, params);
  }

  private static Outputs<Scored> ofCounts(
      DataStream<Event> events, ActivityAnomaliesParams params) {
    WindowedStreams<Event, Long> counts =
        params.windows().over(events, "").aggregate(new CountElements<>(), "counts");
    DataStream<Scored> scored =
        counts
            .results()
            .keyBy(WindowResult::key)
            .transform("score-counts", TypeInformation.of(Scored.class), params.windowScorer())
            .uid("score-counts");
    return new Outputs<>(scored, counts.late(), counts.ledger(), counts.trace());
  }

  private static Outputs<Scored> ofValues(
      DataStream<Event> events, ActivityAnomaliesParams params) {
    return Outputs.ofNoWindow(
        events
            .keyBy(Event::key)
            .transform(
                "score-values", TypeInformation.of(Scored.class), new ValueScorer(params.scoring()))
            .uid("score-values"));
  }

  @Override
  public String name() {
    return "activity-anomalies";
  }

  @Override
  public String summary() {
    return "Scores how unusual each key's counts or values are, and alerts";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return ActivityAnomaliesParams.ALL;
  }

  @Override
  public ActivityAnomaliesParams params(Parameters parameters) {
    return ActivityAnomaliesParams.of(parameters);
  }

  @Override
  public Set<Field> needs(ActivityAnomaliesParams params) {
    return params.on() == On.VALUE ? Set.of(Field.VALUE) : Set.of();
  }

  @Override
  public OutputFormat<Scored> resultFormat(ActivityAnomaliesParams params) {
    return new ScoredFormat();
  }
}
