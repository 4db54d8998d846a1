package io.tidemark.functions.window;

import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * For aggregates that cannot deduct: a queue made of two stacks, each of which knows what it adds
 * up to (Tangwongsan, Hirzel, Schneider: "Low-Latency Sliding-Window Aggregation in Worst-Case
 * Constant Time", 2017, section 2, where it is the starting point).
 *
 * <p>New slices are added to one total, the newer stack. When the oldest slice is to go and is in
 * there, the stack is turned: each of its slices gets what it and the newer ones add up to, so that
 * from then on the oldest one can go with no more work. Each slice is turned once, so a slide costs
 * three merges on average, whatever the size.
 *
 * <p>A late record costs one update if its slice is in the newer stack, which holds the newest
 * slices, else one for each older slice of the older stack.
 */
final class TwoStackTotal<IN, ACC> implements SlidingTotal<IN, ACC> {

  private final AggregateFunction<IN, ACC, ?> aggregate;
  private final UnaryOperator<ACC> copy;
  private final WindowGrid grid;
  private final KeyedValues<Slice<ACC>> slices;

  TwoStackTotal(
      AggregateFunction<IN, ACC, ?> aggregate,
      UnaryOperator<ACC> copy,
      WindowGrid grid,
      KeyedValues<Slice<ACC>> slices) {
    this.aggregate = aggregate;
    this.copy = copy;
    this.grid = grid;
    this.slices = slices;
  }

  @Override
  public void adopt(RunningTotal<ACC> total) {
    // One that was deducted from is all newer stack.
  }

  @Override
  public void push(RunningTotal<ACC> total, long slice, ACC accumulator) {
    total.accumulator = merged(total.accumulator, accumulator);
  }

  @Override
  public void addLate(RunningTotal<ACC> total, long slice, IN record) throws Exception {
    if (slice >= total.turnedBefore) {
      total.accumulator =
          aggregate.add(
              record,
              total.accumulator == null ? aggregate.createAccumulator() : total.accumulator);
      return;
    }
    Slice<ACC> changed = slices.get(slice);
    if (changed.upToTurn == null) {
      long newer = nextInOlderStack(total, slice);
      changed.upToTurn =
          merged(
              newer == RunningTotal.NONE ? null : copy.apply(slices.get(newer).upToTurn),
              changed.accumulator);
      slices.put(slice, changed);
    } else {
      addUpToTurn(slice, record);
    }
    for (long older = grid.sliceBefore(slice);
        older >= total.oldest;
        older = grid.sliceBefore(older)) {
      addUpToTurn(older, record);
    }
    total.oldest = Math.min(total.oldest, slice);
  }

  private void addUpToTurn(long slice, IN record) throws Exception {
    Slice<ACC> contents = slices.get(slice);
    if (contents != null) {
      contents.upToTurn = aggregate.add(record, contents.upToTurn);
      slices.put(slice, contents);
    }
  }

  @Override
  public ACC value(RunningTotal<ACC> total) throws Exception {
    if (total.oldest == RunningTotal.NONE) {
      return total.accumulator;
    }
    ACC older = slices.get(total.oldest).upToTurn;
    return total.accumulator == null ? older : merged(copy.apply(older), total.accumulator);
  }

  @Override
  public void pop(RunningTotal<ACC> total, long slice, ACC accumulator) throws Exception {
    if (total.oldest == RunningTotal.NONE) {
      turn(total, slice);
    }
    total.oldest = nextInOlderStack(total, slice);
  }

  /** Makes the newer stack the older one. */
  private void turn(RunningTotal<ACC> total, long oldest) throws Exception {
    ACC upToTurn = null;
    for (long slice = total.newest; slice >= oldest; slice = grid.sliceBefore(slice)) {
      Slice<ACC> contents = slices.get(slice);
      if (contents != null) {
        upToTurn = merged(upToTurn == null ? null : copy.apply(upToTurn), contents.accumulator);
        contents.upToTurn = upToTurn;
        slices.put(slice, contents);
      }
    }
    total.oldest = oldest;
    total.turnedBefore = grid.sliceAfter(total.newest);
    total.accumulator = null;
  }

  private long nextInOlderStack(RunningTotal<ACC> total, long after) throws Exception {
    for (long slice = grid.sliceAfter(after);
        slice < total.turnedBefore;
        slice = grid.sliceAfter(slice)) {
      if (slices.get(slice) != null) {
        return slice;
      }
    }
    return RunningTotal.NONE;
  }

  /** A merge may change both of its arguments: the first may be, the second is not. */
  private ACC merged(ACC a, ACC b) {
    return a == null ? copy.apply(b) : aggregate.merge(a, copy.apply(b));
  }
}
