package io.tidemark.local.simulate;

/**
 * What the collector puts into the log.
 *
 * <p>The arrays are handed on, not copied: a duplicate shares them with its original.
 *
 * @param arrivalTimeMs when the collector receives it: epoch milliseconds of true time
 * @param partition the partition that it goes to
 * @param key the user's id in UTF-8
 * @param value the event in JSON, or what mischief made of it; never holds a newline
 * @param kind what it is, for the books
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes for a producer; nobody compares records
public record SimulatedRecord(
    long arrivalTimeMs, int partition, byte[] key, byte[] value, Kind kind) {

  /** What became of the interaction on its way. */
  public enum Kind {
    /** An honest event, sent when it happened. */
    PROMPT_EVENT,
    /** An honest event that waited on its phone until the phone was online again. */
    OFFLINE_EVENT,
    /** The same bytes as an honest event before it. */
    DUPLICATE,
    /** A well-formed event, stamped more than a day ahead. */
    FUTURE,
    /** Bytes that are not an event. */
    BROKEN;

    boolean isHonest() {
      return this == PROMPT_EVENT || this == OFFLINE_EVENT;
    }
  }

  /** The same bytes, received again {@code laterMs} milliseconds later. */
  SimulatedRecord again(long laterMs) {
    return new SimulatedRecord(arrivalTimeMs + laterMs, partition, key, value, Kind.DUPLICATE);
  }
}
