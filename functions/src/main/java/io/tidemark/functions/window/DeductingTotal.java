package io.tidemark.functions.window;

import java.util.function.UnaryOperator;

/**
 * One total, which old slices are deducted from: all of it is what two stacks have as the newer.
 */
final class DeductingTotal<IN, ACC> implements SlidingTotal<IN, ACC> {

  private final DeductibleAggregate<IN, ACC, ?> aggregate;
  private final UnaryOperator<ACC> copy;
  private final KeyedValues<Slice<ACC>> slices;

  DeductingTotal(
      DeductibleAggregate<IN, ACC, ?> aggregate,
      UnaryOperator<ACC> copy,
      KeyedValues<Slice<ACC>> slices) {
    this.aggregate = aggregate;
    this.copy = copy;
    this.slices = slices;
  }

  @Override
  public void adopt(RunningTotal<ACC> total) throws Exception {
    if (total.oldest != RunningTotal.NONE) {
      // The aggregate could not deduct yet, and there was an older stack.
      ACC older = copy.apply(slices.get(total.oldest).upToTurn);
      total.accumulator =
          total.accumulator == null ? older : aggregate.merge(older, total.accumulator);
      total.oldest = RunningTotal.NONE;
      total.turnedBefore = Long.MIN_VALUE;
    }
  }

  @Override
  public void push(RunningTotal<ACC> total, long slice, ACC accumulator) {
    // A merge may change both, and the slice will be needed when it goes.
    ACC copied = copy.apply(accumulator);
    total.accumulator =
        total.accumulator == null ? copied : aggregate.merge(total.accumulator, copied);
  }

  @Override
  public void addLate(RunningTotal<ACC> total, long slice, IN record) {
    total.accumulator =
        aggregate.add(
            record, total.accumulator == null ? aggregate.createAccumulator() : total.accumulator);
  }

  @Override
  public ACC value(RunningTotal<ACC> total) {
    return total.accumulator;
  }

  @Override
  public void pop(RunningTotal<ACC> total, long slice, ACC accumulator) {
    total.accumulator = aggregate.deduct(total.accumulator, accumulator);
  }
}
