package io.tidemark.jobs.eventrouter;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Sends events to routes by rules, each with its right time and what is known beside. */
public final class EventRouterJob implements Job<EventRouterParams, RoutedEvent> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new EventRouterJob(), args);
  }

  @Override
  public Outputs<RoutedEvent> build(DataStream<Event> events, EventRouterParams params) {
    return Outputs.ofNoWindow(
        events
            .transform(
                "route",
                TypeInformation.of(RoutedEvent.class),
                new RouteEvents(params.rules(), params.reference()))
            .uid("route")
            // Chained, so that no shuffle mixes what was in order.
            .setParallelism(events.getParallelism()));
  }

  @Override
  public String name() {
    return "event-router";
  }

  @Override
  public String summary() {
    return "Sends events to routes by rules, with what a reference file knows of them";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return EventRouterParams.ALL;
  }

  @Override
  public EventRouterParams params(Parameters parameters) {
    return EventRouterParams.of(parameters);
  }

  @Override
  public Set<Field> needs(EventRouterParams params) {
    return Set.of();
  }

  @Override
  public OutputFormat<RoutedEvent> resultFormat(EventRouterParams params) {
    return new RoutedEventFormat(params.rules());
  }

  @Override
  public Set<String> resultTopics(EventRouterParams params, String resultsTopic) {
    return params.rules().stream()
        .filter(rule -> rule.route() != null)
        .map(rule -> rule.topicUnder(resultsTopic))
        .collect(Collectors.toSet());
  }
}
