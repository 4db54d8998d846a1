package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.aggregate.DistinctCount;
import io.tidemark.functions.event.Event;
import org.apache.flink.api.common.functions.AggregateFunction;

/** The same as {@link TotalClicks}, and the different users behind the clicks. */
final class TotalClicksAndUsers implements AggregateFunction<Event, ClickAccumulator, ClickTotal> {

  private static final long serialVersionUID = 1;

  private final TotalClicks clicks;

  TotalClicksAndUsers(TotalClicks clicks) {
    this.clicks = clicks;
  }

  @Override
  public ClickAccumulator createAccumulator() {
    ClickAccumulator accumulator = clicks.createAccumulator();
    accumulator.users = new DistinctCount();
    return accumulator;
  }

  @Override
  public ClickAccumulator add(Event click, ClickAccumulator accumulator) {
    accumulator.users.add(click.user());
    return clicks.add(click, accumulator);
  }

  @Override
  public ClickAccumulator merge(ClickAccumulator a, ClickAccumulator b) {
    a.users.addAll(b.users);
    return clicks.merge(a, b);
  }

  @Override
  public ClickTotal getResult(ClickAccumulator accumulator) {
    return new ClickTotal(accumulator.count, accumulator.sum, accumulator.users.estimate());
  }
}
