package io.tidemark.functions.anomaly;

import io.tidemark.functions.window.WindowBounds;
import org.apache.flink.types.RowKind;

/**
 * A row of the changelog of scores: a value and how unusual it is.
 *
 * @param op what the row does to the view of whoever reads the changelog
 * @param key whose value it is
 * @param window the window that the value is the count of; null if it is the value of a record
 * @param eventTime when the value was, epoch milliseconds: the record's time, or the window's start
 * @param value the value
 * @param score how unusual it is, 0 to 1
 * @param expectedLow the least value that was expected
 * @param expectedHigh the greatest value that was expected
 * @param alert whether it is worth an alert
 * @param reason what is unusual about it; empty if nothing is
 */
public record Scored(
    RowKind op,
    String key,
    WindowBounds window,
    long eventTime,
    double value,
    double score,
    double expectedLow,
    double expectedHigh,
    boolean alert,
    String reason) {

  static Scored of(
      String key, WindowBounds window, long eventTime, double value, Score score, double alertAt) {
    return new Scored(
        RowKind.INSERT,
        key,
        window,
        eventTime,
        value,
        score.score(),
        score.expectedLow(),
        score.expectedHigh(),
        score.score() >= alertAt,
        score.reason());
  }

  /** The same row as another kind of change. */
  Scored as(RowKind otherOp) {
    return new Scored(
        otherOp, key, window, eventTime, value, score, expectedLow, expectedHigh, alert, reason);
  }
}
