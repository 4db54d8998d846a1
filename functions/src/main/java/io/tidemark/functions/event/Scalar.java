package io.tidemark.functions.event;

import java.nio.charset.StandardCharsets;

/**
 * The string, number or truth value that a record has at a place: where its bytes are. What it says
 * is built from them when it is asked for, and only then.
 */
final class Scalar {

  private byte[] record;
  private int from;
  private int to;
  private boolean isNumber;

  /** Its text, once that was asked for, and from the start where the bytes are not the text. */
  private String text;

  /** Whether each byte is a character. */
  private boolean isAscii;

  /** There is none, or it is null. */
  void clear() {
    record = null;
  }

  boolean isAbsent() {
    return record == null;
  }

  /** It is a string whose bytes between the quotes are its text. */
  void setString(byte[] record, int from, int to, boolean isAscii) {
    set(record, from, to, false, isAscii, null);
  }

  /** It is a string with escapes. */
  void setEscaped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    set(bytes, 0, bytes.length, false, false, text);
  }

  /** It is a number, or true or false. */
  void setToken(byte[] record, int from, int to) {
    set(record, from, to, record[from] <= '9', true, null);
  }

  private void set(
      byte[] record, int from, int to, boolean isNumber, boolean isAscii, String text) {
    this.record = record;
    this.from = from;
    this.to = to;
    this.isNumber = isNumber;
    this.isAscii = isAscii;
    this.text = text;
  }

  boolean isNumber() {
    return isNumber;
  }

  /** Whether an output could carry the text: only escapes can spell one that none can. */
  boolean isWellFormed() {
    return text == null || isAscii || Surrogates.arePaired(text);
  }

  /** What the string says, or the number as it is written. */
  String text() {
    if (text == null) {
      text =
          new String(
              record,
              from,
              to - from,
              // For ASCII this is a copy, with nothing to find out about the bytes.
              isAscii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
    return text;
  }

  /**
   * The time that it is in a format, epoch milliseconds.
   *
   * @throws java.time.DateTimeException if it is none
   */
  long time(TimeFormat format) {
    return format.parse(record, from, to);
  }

  /** The number; infinite where it is too large for one. */
  double number() {
    return Decimal.parse(record, from, to);
  }
}
