package io.tidemark.functions.event;

/**
 * What became of one record at decoding: either an event or a dead letter, the other one is null.
 *
 * @param event the event, or null
 * @param deadLetter the dead letter, or null
 * @param tellsTime whether it is an event whose time is believed: only these may move a watermark
 * @param sequence how many records the decoder had seen when it made this one, itself included; the
 *     intake counts what was read from it, so that a record lost on the way shows in the ledger
 */
public record Decoded(Event event, DeadLetter deadLetter, boolean tellsTime, long sequence) {

  /** A valid event. */
  public static Decoded event(Event event, long sequence) {
    return new Decoded(event, null, true, sequence);
  }

  /** An event whose time is not believed. */
  public static Decoded untimelyEvent(Event event, long sequence) {
    return new Decoded(event, null, false, sequence);
  }

  /** A record that is no event. */
  public static Decoded deadLetter(DeadLetter deadLetter, long sequence) {
    return new Decoded(null, deadLetter, false, sequence);
  }

  /** Whether this is a valid event. */
  public boolean isEvent() {
    return event != null;
  }
}
