package io.tidemark.functions.window;

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
}
