package io.tidemark.functions.anomaly;

/**
 * A window whose count may still change.
 *
 * @param end the first millisecond after it
 * @param count the latest count
 * @param told the row that was last told of it; null if there is none in the view
 */
public record OpenWindow(long end, long count, Scored told) {

  OpenWindow counted(long otherCount) {
    return new OpenWindow(end, otherCount, told);
  }

  OpenWindow told(Scored row) {
    return new OpenWindow(end, count, row);
  }
}
