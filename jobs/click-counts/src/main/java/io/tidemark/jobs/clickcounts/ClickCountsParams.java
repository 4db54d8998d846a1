package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.AggregateParameters;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.params.AggregateParameters.Distinct;
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

  static final List<Parameter<?>> ALL =
      Parameters.join(
          List.of(AggregateParameters.AGGREGATE, AggregateParameters.DISTINCT),
          WindowParameters.ALL);

  static ClickCountsParams of(Parameters parameters) {
    return new ClickCountsParams(
        WindowSettings.of(parameters),
        parameters.get(AggregateParameters.AGGREGATE),
        parameters.get(AggregateParameters.DISTINCT));
  }

  AggregateFunction<Event, ClickAccumulator, ClickTotal> totals() {
    TotalClicks clicks = new TotalClicks(aggregate);
    return distinct == Distinct.NONE ? clicks : new TotalClicksAndUsers(clicks);
  }
}
