package io.tidemark.functions.window;

/**
 * A session of one key, without its contents.
 *
 * @param id the number under which its contents are found, whatever becomes of its bounds
 * @param start its first millisecond
 * @param end the first millisecond after it
 */
public record Session(long id, long start, long end) {

  WindowBounds bounds() {
    return new WindowBounds(start, end);
  }

  /** Whether two sessions are one: also if one begins where the other ends, as in Flink. */
  boolean touches(Session other) {
    return start <= other.end && end >= other.start;
  }

  /** Both in one, under the other's id. */
  Session join(Session other) {
    return new Session(other.id, Math.min(start, other.start), Math.max(end, other.end));
  }
}
