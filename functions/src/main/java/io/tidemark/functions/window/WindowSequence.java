package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which window follows which and when they end, for windows of one size: also where there are no
 * records.
 */
public final class WindowSequence implements Serializable {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;

  /**
   * @param size the length of a window
   * @param slide from the start of one to that of the next; the size if they are tumbling
   * @param alignment where they begin
   */
  public WindowSequence(Duration size, Duration slide, WindowAlignment alignment) {
    this.grid = new WindowGrid(size, slide, alignment);
  }

  /**
   * The next end of a window after a point in event time, epoch milliseconds: the first instant
   * that is no longer in it.
   */
  public long endAfter(long eventTime) {
    return grid.bounds(grid.oldestWindowOf(eventTime)).end();
  }

  /** The window that begins next after one. An hour that the clocks skip has none. */
  public WindowBounds after(WindowBounds window) {
    long next = grid.newestWindowOf(window.start());
    WindowBounds bounds;
    do {
      next = grid.windowAfter(next);
      bounds = grid.bounds(next);
    } while (bounds.start() <= window.start() || bounds.end() <= bounds.start());
    return bounds;
  }
}
