package io.tidemark.functions.eventtime;

/** Reckons with points in time, in milliseconds. */
public final class Times {

  private Times() {}

  /**
   * The time that is so much after another one, or the end of time.
   *
   * @param durationMs at least 0
   */
  public static long after(long time, long durationMs) {
    long after = time + durationMs;
    return after < time ? Long.MAX_VALUE : after;
  }
}
