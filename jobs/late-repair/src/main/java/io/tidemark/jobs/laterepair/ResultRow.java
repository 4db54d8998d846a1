package io.tidemark.jobs.laterepair;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;

/**
 * A row of the results, of the base job or of an earlier repair.
 *
 * @param window its window
 * @param isRepair whether it is of an earlier repair
 * @param pane the index among the window's panes; the highest one counts
 * @param total what it says
 */
record ResultRow(WindowBounds window, boolean isRepair, int pane, Total total) {

  private static final String UPDATE_BEFORE = "-U";

  /**
   * Reads one; null if it only takes back another one, which is replaced by a third.
   *
   * @throws IllegalArgumentException if it is of a job that cannot be repaired like this
   */
  static ResultRow of(JsonNode row, Aggregate aggregate) {
    String op = row.path("op").asText();
    int pane = row.path("pane").asInt();
    if (op.equals(UPDATE_BEFORE)) {
      return null;
    }
    if (op.equals("-D")) {
      throw new IllegalArgumentException("it deletes another one, as only sessions do");
    }
    if (op.equals("+I") && pane > 0) {
      throw new IllegalArgumentException(
          "it is a share, of a job with window.accumulation discarding");
    }
    return new ResultRow(
        Rows.bounds(row, "window_start", "window_end"),
        row.path("timing").asText().equals(Timing.REPAIR.name()),
        pane,
        Total.of(row, aggregate));
  }
}
