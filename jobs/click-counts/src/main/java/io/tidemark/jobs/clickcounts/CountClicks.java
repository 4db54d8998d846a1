package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.aggregate.DistinctCount;
import io.tidemark.functions.event.Event;
import io.tidemark.jobs.clickcounts.ClickCountsParams.Distinct;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Counts clicks, and the different users behind them if asked to. */
final class CountClicks implements AggregateFunction<Event, ClickAccumulator, ClickCount> {

  private static final long serialVersionUID = 1;

  private final Distinct distinct;

  CountClicks(Distinct distinct) {
    this.distinct = distinct;
  }

  @Override
  public ClickAccumulator createAccumulator() {
    ClickAccumulator accumulator = new ClickAccumulator();
    if (distinct == Distinct.USER) {
      accumulator.users = new DistinctCount();
    }
    return accumulator;
  }

  @Override
  public ClickAccumulator add(Event click, ClickAccumulator accumulator) {
    accumulator.count++;
    if (accumulator.users != null) {
      accumulator.users.add(click.user());
    }
    return accumulator;
  }

  @Override
  public ClickCount getResult(ClickAccumulator accumulator) {
    return new ClickCount(
        accumulator.count, accumulator.users == null ? null : accumulator.users.estimate());
  }

  @Override
  public ClickAccumulator merge(ClickAccumulator a, ClickAccumulator b) {
    throw new UnsupportedOperationException("tumbling windows never merge");
  }
}
