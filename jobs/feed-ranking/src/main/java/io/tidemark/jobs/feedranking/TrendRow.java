package io.tidemark.jobs.feedranking;

import org.apache.flink.types.RowKind;

/**
 * A row of the stream of trends: what is on a rank of a window, or no more.
 *
 * @param op what it does to the view of that window
 * @param windowEnd the first millisecond after the window, since the epoch
 * @param rank the rank, from 1 on
 * @param item the item on it
 * @param count how often that was seen in the window
 * @param onTime whether the window was complete when the row was written, and not before: rows that
 *     follow in its partition are about this window or later ones
 */
public record TrendRow(
    RowKind op, long windowEnd, int rank, String item, long count, boolean onTime) {

  /** The watermark that says that all rows of this window are there. */
  long completeAt() {
    return windowEnd - 1;
  }

  boolean takesBack() {
    return op == RowKind.UPDATE_BEFORE || op == RowKind.DELETE;
  }
}
