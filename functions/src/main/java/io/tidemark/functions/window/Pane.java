package io.tidemark.functions.window;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * Where a pane stands among a window's others: what all of its rows have in common.
 *
 * @param window the window
 * @param timing whether it is early, on time or late
 * @param index among the window's panes, from 0
 * @param onTimeIndex among those that are not early, from 0; -1 for an early one
 * @param isLast whether no other pane can follow
 */
public record Pane(WindowBounds window, Timing timing, int index, int onTimeIndex, boolean isLast) {

  /** One of its rows, at the event time at which the window is complete. */
  public <V> StreamRecord<WindowResult<V>> row(RowKind op, String key, V value) {
    return new StreamRecord<>(
        new WindowResult<>(op, key, window, timing, index, onTimeIndex, isLast, value),
        window.completeAt());
  }
}
