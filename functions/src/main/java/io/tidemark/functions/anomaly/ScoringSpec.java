package io.tidemark.functions.anomaly;

import java.io.Serializable;

/**
 * How values are scored, and which of them are told of.
 *
 * @param name the detector's name; state is kept under it, since no other detector can read it
 * @param detector what scores them
 * @param alertAt the least score of an alert
 * @param alertsOnly whether only alerts are told of
 */
public record ScoringSpec(String name, Detector detector, double alertAt, boolean alertsOnly)
    implements Serializable {

  /** Beyond this the squares of values and the differences between them would be no numbers. */
  private static final double LARGEST = 1e100;

  /** What is known of a series before its first value. */
  double[] begin() {
    return new double[detector.size()];
  }

  /** Scores the next value of a series and learns it. */
  Score score(double[] known, long eventTimeMs, double value) {
    double bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
    return detector.next(known, 0, eventTimeMs, bounded);
  }

  /** Whether a row is to be told of. */
  boolean tells(Scored row) {
    return row.alert() || !alertsOnly;
  }
}
