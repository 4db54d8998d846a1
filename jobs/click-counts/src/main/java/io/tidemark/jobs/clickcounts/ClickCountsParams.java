package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * The parameters of click-counts.
 *
 * @param windows the windows that clicks are counted in
 * @param aggregate what is made of a window's clicks
 * @param distinct what else to count the different ones of
 */
public record ClickCountsParams(WindowSettings windows, Aggregate aggregate, Distinct distinct) {

  /** What to make of clicks. */
  public enum Aggregate {
    COUNT,
    SUM
  }

  /** What to count the different ones of. */
  public enum Distinct {
    NONE,
    USER
  }

  static final Parameter<Aggregate> AGGREGATE =
      Parameter.oneOf(
          Aggregate.class,
          "aggregate",
          Aggregate.COUNT,
          "What results have: how many events, or the sum of event.value");

  static final Parameter<Distinct> DISTINCT =
      Parameter.oneOf(
          Distinct.class,
          "distinct",
          Distinct.NONE,
          "user: also how many different users there were, within 1.6 %");

  static final List<Parameter<?>> ALL =
      Parameters.join(List.of(AGGREGATE, DISTINCT), WindowParameters.ALL);

  static ClickCountsParams of(Parameters parameters) {
    return new ClickCountsParams(
        WindowSettings.of(parameters), parameters.get(AGGREGATE), parameters.get(DISTINCT));
  }

  AggregateFunction<Event, ClickAccumulator, ClickTotal> totals() {
    TotalClicks clicks = new TotalClicks(aggregate);
    return distinct == Distinct.NONE ? clicks : new TotalClicksAndUsers(clicks);
  }
}
