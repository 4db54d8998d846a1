package io.tidemark.functions.anomaly;

import java.io.Serializable;

/**
 * Tells how unusual each value of a series is, from those before it alone.
 *
 * <p>What it knows of a series is in an array of a fixed length, of which all are zero at first. So
 * it is Flink state of a stable form, can be copied, and neither room nor time grow with the
 * series. The same values at the same times give the same scores. An instance has no state of its
 * own and serves any number of series.
 */
public interface Detector extends Serializable {

  /** How many numbers it knows of a series. */
  int size();

  /**
   * Scores the next value of a series and learns it.
   *
   * @param known what is known of the series, among other things; changed
   * @param at where in the array that begins
   * @param eventTimeMs when the value was, epoch milliseconds; need not be after the one before
   * @param value the value, finite
   */
  Score next(double[] known, int at, long eventTimeMs, double value);
}
