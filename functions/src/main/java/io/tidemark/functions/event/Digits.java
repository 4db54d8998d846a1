package io.tidemark.functions.event;

/** Decimal digits in ASCII, eight at a time. */
final class Digits {

  /** What {@link #parse} returns for what is no digits. */
  static final long NONE = -1;

  /** As many digits as surely fit a long. */
  private static final int MOST = 18;

  private static final long ZEROS = '0' * Words.EACH_BYTE;

  /** Has the high bit set when added to 10 or more, and not with less. */
  private static final long ABOVE_NINE = (0x80 - 10) * Words.EACH_BYTE;

  private Digits() {}

  /**
   * How many of the bytes of a word, the lowest first, are digits before the first that is none.
   */
  static int leading(long word) {
    long values = word ^ ZEROS;
    // Behind the first byte that is no digit, a carry may set others.
    long others = (values | (values + ABOVE_NINE)) & Words.HIGH_BITS;
    return Long.numberOfTrailingZeros(others) / Byte.SIZE;
  }

  /**
   * The number that a part of a record is, or {@link #NONE} if it is something else than 8 to 18
   * digits.
   */
  static long parse(byte[] record, int from, int to) {
    int length = to - from;
    if (length < Long.BYTES || length > MOST) {
      return NONE;
    }
    long word = (long) Words.OF.get(record, from);
    if (leading(word) < Long.BYTES) {
      return NONE;
    }
    long number = eight(word);
    for (int at = from + Long.BYTES; at < to; at++) {
      int digit = record[at] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The number that eight digits are: pairs of them are added up, then fours, then all. */
  private static long eight(long word) {
    long values = word - ZEROS;
    long pairs = (values * 10 + (values >>> 8)) & 0x00FF_00FF_00FF_00FFL;
    long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_FFFF_0000_FFFFL;
    return (fours * 10_000 + (fours >>> 32)) & 0xFFFF_FFFFL;
  }
}
