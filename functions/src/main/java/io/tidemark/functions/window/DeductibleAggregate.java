package io.tidemark.functions.window;

import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * An aggregate whose {@code merge} can be undone: counts and exact sums, not maxima or sketches.
 * Sliding windows of such an aggregate keep one running total, which new slices are merged into and
 * old ones are deducted from.
 */
public interface DeductibleAggregate<IN, ACC, OUT> extends AggregateFunction<IN, ACC, OUT> {

  /**
   * Takes a part out of a whole: {@code deduct(merge(a, b), b)} equals {@code a}, exactly.
   *
   * @param whole may be changed and returned
   * @param part what was merged into it before; must not be changed
   */
  ACC deduct(ACC whole, ACC part);
}
