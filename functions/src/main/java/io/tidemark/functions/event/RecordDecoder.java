package io.tidemark.functions.event;

/** Turns the bytes of a record into an event, or into a dead letter. One serves one thread. */
public interface RecordDecoder {

  /**
   * Decodes one record; never throws.
   *
   * @param raw its bytes, which must not change afterwards; null is a record without a value
   * @param brokerTimeMs when the broker appended it, by the broker's clock, or {@link
   *     Event#NO_TIME}
   * @param origin where it was read
   */
  Decoded decode(byte[] raw, long brokerTimeMs, Origin origin);
}
