package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Duration;

/** When windows of one size end, in event time: for who makes watermarks that complete them. */
public final class WindowEnds implements Serializable {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;

  /**
   * @param slide from the start of one window to that of the next: the size if they are tumbling
   */
  public WindowEnds(Duration size, Duration slide, WindowAlignment alignment) {
    this.grid = new WindowGrid(size, slide, alignment);
  }

  /**
   * The next end after a point in event time, epoch milliseconds: the first instant that is no
   * longer in the window.
   */
  public long after(long eventTime) {
    return grid.bounds(grid.oldestWindowOf(eventTime)).end();
  }
}
