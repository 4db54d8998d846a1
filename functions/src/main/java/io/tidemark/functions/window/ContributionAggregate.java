package io.tidemark.functions.window;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * An aggregate over contributions: records are added, sums are merged. So an operator need not know
 * which of them it has got.
 */
class ContributionAggregate<IN, ACC, OUT>
    implements AggregateFunction<Contribution<IN, ACC>, ACC, OUT> {

  private static final long serialVersionUID = 1;

  private final AggregateFunction<IN, ACC, OUT> aggregate;
  private final TypeSerializer<ACC> accumulators;

  private ContributionAggregate(
      AggregateFunction<IN, ACC, OUT> aggregate, TypeSerializer<ACC> accumulators) {
    this.aggregate = aggregate;
    this.accumulators = accumulators;
  }

  /** The same aggregate over contributions; it can deduct if that one can. */
  static <IN, ACC, OUT> ContributionAggregate<IN, ACC, OUT> of(
      AggregateFunction<IN, ACC, OUT> aggregate, TypeSerializer<ACC> accumulators) {
    return aggregate instanceof DeductibleAggregate<IN, ACC, OUT> deductible
        ? new Deductible<>(deductible, accumulators)
        : new ContributionAggregate<>(aggregate, accumulators);
  }

  @Override
  public ACC createAccumulator() {
    return aggregate.createAccumulator();
  }

  @Override
  public ACC add(Contribution<IN, ACC> contribution, ACC accumulator) {
    return contribution.isRecord()
        ? aggregate.add(contribution.record(), accumulator)
        // A merge may change both, and more than one window may get this.
        : aggregate.merge(accumulator, accumulators.copy(contribution.accumulator()));
  }

  @Override
  public ACC merge(ACC a, ACC b) {
    return aggregate.merge(a, b);
  }

  @Override
  public OUT getResult(ACC accumulator) {
    return aggregate.getResult(accumulator);
  }

  private static final class Deductible<IN, ACC, OUT> extends ContributionAggregate<IN, ACC, OUT>
      implements DeductibleAggregate<Contribution<IN, ACC>, ACC, OUT> {

    private static final long serialVersionUID = 1;

    private final DeductibleAggregate<IN, ACC, OUT> aggregate;

    private Deductible(
        DeductibleAggregate<IN, ACC, OUT> aggregate, TypeSerializer<ACC> accumulators) {
      super(aggregate, accumulators);
      this.aggregate = aggregate;
    }

    @Override
    public ACC deduct(ACC whole, ACC part) {
      return aggregate.deduct(whole, part);
    }
  }
}
