package io.tidemark.functions.anomaly;

/**
 * What a detector says of a value.
 *
 * @param score how unusual it is, from 0 to 1; from {@link #ALERT} on it is worth an alert
 * @param expectedLow the least value that was expected
 * @param expectedHigh the greatest value that was expected
 * @param reason what is unusual about it, in words; empty if it is not worth an alert
 */
public record Score(double score, double expectedLow, double expectedHigh, String reason) {

  /** Where detectors put the score of what is worth an alert. */
  public static final double ALERT = 0.5;

  /**
   * A score for something that can be of any size.
   *
   * @param surprise from 0 on; 1 is just worth an alert, which gives a score of one half
   * @param reason what is unusual about it if it is
   */
  static Score of(double surprise, double expectedLow, double expectedHigh, String reason) {
    double score = surprise < Double.POSITIVE_INFINITY ? surprise / (1 + surprise) : 1;
    return new Score(score, expectedLow, expectedHigh, score >= ALERT ? reason : "");
  }

  /** Of a value that there is nothing to say about as yet. */
  static Score nothingKnown(double value) {
    return new Score(0, value, value, "");
  }

  /** The same, but not worth an alert. */
  Score damped(double factor) {
    return new Score(score * factor, expectedLow, expectedHigh, "");
  }
}
