package io.tidemark.functions.anomaly;

import io.tidemark.functions.window.WindowBounds;

/**
 * A key's series of counts up to the last window whose count is final.
 *
 * @param known what the detector knows after that window
 * @param next the window after it
 * @param quietSince the end of the last window that had events
 */
public record SettledSeries(
    @SuppressWarnings("ArrayRecordComponent") double[] known, WindowBounds next, long quietSince) {

  SettledSeries copy() {
    return new SettledSeries(known.clone(), next, quietSince);
  }
}
