package io.tidemark.functions.event;

/** The bytes that make a character of more than one byte, by the table of RFC 3629, section 4. */
final class Utf8 {

  private Utf8() {}

  /**
   * Where the character ends that begins here.
   *
   * @param at where the first byte is, one of 0x80 or above
   * @param end where the bytes end
   * @return the index after its last byte, or -1 if the bytes are no character: cut off, longer
   *     than needed, half of a surrogate pair or past the end of Unicode
   */
  static int endOfCharacter(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    if (first < 0xE0) {
      return first >= 0xC2 && continues(bytes, at + 1, 1, end) ? at + 2 : -1;
    }
    if (first < 0xF0) {
      if (!continues(bytes, at + 1, 2, end)) {
        return -1;
      }
      int second = bytes[at + 1] & 0xFF;
      boolean tooLong = first == 0xE0 && second < 0xA0;
      boolean surrogate = first == 0xED && second >= 0xA0;
      return tooLong || surrogate ? -1 : at + 3;
    }
    if (first > 0xF4 || !continues(bytes, at + 1, 3, end)) {
      return -1;
    }
    int second = bytes[at + 1] & 0xFF;
    boolean tooLong = first == 0xF0 && second < 0x90;
    boolean pastTheEnd = first == 0xF4 && second >= 0x90;
    return tooLong || pastTheEnd ? -1 : at + 4;
  }

  private static boolean continues(byte[] bytes, int at, int count, int end) {
    if (at + count > end) {
      return false;
    }
    for (int i = at; i < at + count; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Where the first byte is that begins no character; the length if there is none. */
  static int firstInvalid(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int next = bytes[at] >= 0 ? at + 1 : endOfCharacter(bytes, at, bytes.length);
      if (next < 0) {
        return at;
      }
      at = next;
    }
    return at;
  }
}
