package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.DeductibleAggregate;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import java.math.BigDecimal;

/**
 * Counts clicks, or sums their values. Sums are decimal and exact, so that they do not depend on
 * the order of events, and a part can be taken out again.
 */
final class TotalClicks implements DeductibleAggregate<Event, ClickAccumulator, ClickTotal> {

  private static final long serialVersionUID = 1;

  private final Aggregate aggregate;

  TotalClicks(Aggregate aggregate) {
    this.aggregate = aggregate;
  }

  @Override
  public ClickAccumulator createAccumulator() {
    ClickAccumulator accumulator = new ClickAccumulator();
    if (aggregate == Aggregate.SUM) {
      accumulator.sum = BigDecimal.ZERO;
    }
    return accumulator;
  }

  @Override
  public ClickAccumulator add(Event click, ClickAccumulator accumulator) {
    accumulator.count++;
    if (accumulator.sum != null) {
      accumulator.sum = accumulator.sum.add(BigDecimal.valueOf(click.value()));
    }
    return accumulator;
  }

  @Override
  public ClickAccumulator merge(ClickAccumulator a, ClickAccumulator b) {
    a.count += b.count;
    if (a.sum != null) {
      a.sum = a.sum.add(b.sum);
    }
    return a;
  }

  @Override
  public ClickAccumulator deduct(ClickAccumulator whole, ClickAccumulator part) {
    whole.count -= part.count;
    if (whole.sum != null) {
      whole.sum = whole.sum.subtract(part.sum);
    }
    return whole;
  }

  @Override
  public ClickTotal getResult(ClickAccumulator accumulator) {
    return new ClickTotal(accumulator.count, accumulator.sum, null);
  }
}
