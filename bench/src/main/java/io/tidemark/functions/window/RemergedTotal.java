package io.tidemark.functions.window;

import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * No total at all: all slices of a window are merged when it fires. What the others are to beat.
 */
final class RemergedTotal<IN, ACC> implements SlidingTotal<IN, ACC> {

  private final AggregateFunction<IN, ACC, ?> aggregate;
  private final WindowGrid grid;
  private final KeyedValues<Slice<ACC>> slices;

  RemergedTotal(
      AggregateFunction<IN, ACC, ?> aggregate, WindowGrid grid, KeyedValues<Slice<ACC>> slices) {
    this.aggregate = aggregate;
    this.grid = grid;
    this.slices = slices;
  }

  @Override
  public void adopt(RunningTotal<ACC> total) {}

  @Override
  public void push(RunningTotal<ACC> total, long slice, ACC accumulator) {}

  @Override
  public void addLate(RunningTotal<ACC> total, long slice, IN record) {}

  @Override
  public ACC value(RunningTotal<ACC> total) throws Exception {
    ACC sum = aggregate.createAccumulator();
    long name = total.newest;
    for (Slice<ACC> slice = slices.get(name); slice != null; slice = slices.get(name)) {
      sum = aggregate.merge(sum, slice.accumulator);
      name = grid.sliceBefore(name);
    }
    return sum;
  }

  @Override
  public void pop(RunningTotal<ACC> total, long slice, ACC accumulator) {}
}
