package io.tidemark.local.chaos;

/**
 * A record that was sent, and what is to become of it.
 *
 * @param fate what is to become of it
 * @param partition where it is in the topic
 * @param value what was sent; null: a record without a value
 * @param id the event's own, or of what is none the place among all that was sent
 * @param item what a click is counted for; null if it is not counted
 * @param timeMs event time of a click
 */
record Sent(
    Fate fate,
    int partition,
    @SuppressWarnings("ArrayRecordComponent") byte[] value,
    String id,
    String item,
    long timeMs) {

  /** The one outcome that the ledger must have for it. */
  enum Fate {
    ON_TIME,
    LATE_DROPPED,
    FILTERED,
    DUPLICATE,
    MALFORMED,
    FUTURE
  }
}
