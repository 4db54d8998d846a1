package io.tidemark.functions.window;

import io.tidemark.functions.eventtime.Times;

/**
 * A window of event time.
 *
 * @param start the first millisecond in it, since the epoch
 * @param end the first millisecond after it
 */
public record WindowBounds(long start, long end) {

  /** The watermark at which nothing more is expected for this window. */
  public long completeAt() {
    return end - 1;
  }

  /**
   * The watermark at which it accepts no refinement any more, or the end of time.
   *
   * @param allowedLatenessMs how long it does so after it is complete
   */
  public long goneAt(long allowedLatenessMs) {
    return Times.after(completeAt(), allowedLatenessMs);
  }
}
