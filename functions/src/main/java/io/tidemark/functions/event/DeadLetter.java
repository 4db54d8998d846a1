package io.tidemark.functions.event;

/**
 * A record that cannot become an event, whole and with the reason, so that somebody can mend it and
 * send it again.
 *
 * @param reason why it was refused
 * @param error one line for the reader: what is wrong, and where in the record
 * @param raw the untouched bytes, or null where the record had none
 * @param origin where it was read
 */
public record DeadLetter(
    Reason reason,
    String error,
    @SuppressWarnings("ArrayRecordComponent") byte[] raw,
    Origin origin) {

  /** Why a record was refused. */
  public enum Reason {
    /** Not an event: its bytes, its JSON or a field that the job needs is broken. */
    MALFORMED,
    /** Its event time is further ahead than any clock's error explains. */
    FUTURE
  }
}
