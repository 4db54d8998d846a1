package io.tidemark.jobs.feedranking;

import io.tidemark.functions.aggregate.DecayedSum;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.DeductibleAggregate;
import java.time.Duration;

/** Adds up what users do, by item. Sums are exact, so that a part can be taken out again. */
final class SumInterests implements DeductibleAggregate<Event, Interests, Interests> {

  private static final long serialVersionUID = 1;

  private final Weights weights;
  private final long halfLifeMs;

  SumInterests(Weights weights, Duration halfLife) {
    this.weights = weights;
    this.halfLifeMs = halfLife.toMillis();
  }

  @Override
  public Interests createAccumulator() {
    return new Interests();
  }

  @Override
  public Interests add(Event event, Interests interests) {
    interests.items.merge(
        event.item(),
        DecayedSum.of(weights.thousandthsOf(event.type()), event.time(), halfLifeMs),
        DecayedSum::plus);
    return interests;
  }

  @Override
  public Interests merge(Interests a, Interests b) {
    b.items.forEach((item, sum) -> a.items.merge(item, sum, DecayedSum::plus));
    return a;
  }

  @Override
  public Interests deduct(Interests whole, Interests part) {
    part.items.forEach(
        (item, sum) ->
            whole.items.computeIfPresent(
                item, (name, all) -> all.events() == sum.events() ? null : all.minus(sum)));
    return whole;
  }

  @Override
  public Interests getResult(Interests interests) {
    return interests.copy();
  }
}
