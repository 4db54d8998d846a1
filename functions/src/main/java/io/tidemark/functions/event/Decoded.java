package io.tidemark.functions.event;

/**
 * What became of one record at decoding: either an event or a dead letter, the other one is null.
 *
 * @param event the event, or null
 * @param deadLetter the dead letter, or null
 * @param sequence how many records the decoder had seen when it made this one, itself included; the
 *     intake counts what was read from it, so that a record lost on the way shows in the ledger
 */
public record Decoded(Event event, DeadLetter deadLetter, long sequence) {

  /** Whether this is a valid event. Only these may move a watermark. */
  public boolean isEvent() {
    return event != null;
  }
}
