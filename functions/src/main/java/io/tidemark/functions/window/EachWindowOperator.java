package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tumbling windows, and sliding ones that must know of each record when it comes: each window has
 * contents of its own, and a record goes into all of its windows.
 */
final class EachWindowOperator<IN, ACC, OUT> extends WindowOperator<IN, ACC, OUT> {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;

  EachWindowOperator(WindowGrid grid, WindowSpec<IN, ACC, OUT> spec) {
    super(spec);
    this.grid = grid;
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    long newest = grid.newestWindowOf(element.getTimestamp());
    int onTime = 0;
    int refined = 0;
    List<WindowBounds> missed = new ArrayList<>(0);
    for (long window = grid.oldestWindowOf(element.getTimestamp());
        window <= newest;
        window = grid.windowAfter(window)) {
      WindowBounds bounds = grid.bounds(window);
      if (isGone(bounds)) {
        missed.add(bounds);
      } else if (add(element.getValue(), window, bounds)) {
        refined++;
      } else {
        onTime++;
      }
    }
    settle(element, onTime, refined, missed);
  }

  /** Adds a record to a window, and tells whether that was complete already. */
  private boolean add(IN value, long window, WindowBounds bounds) throws Exception {
    ValueState<WindowContents<ACC, OUT>> state = contentsOf(window);
    WindowContents<ACC, OUT> contents = state.value();
    if (contents == null) {
      contents = begin(window, bounds);
    }
    contents.accumulator = aggregate().add(value, contents.accumulator);
    changed(window, bounds, contents);
    state.update(contents);
    return contents.complete;
  }

  @Override
  WindowBounds boundsOf(long window) {
    return grid.bounds(window);
  }
}
