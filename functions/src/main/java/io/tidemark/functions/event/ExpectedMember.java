package io.tidemark.functions.event;

/**
 * What led to a member's value in a record before: all from the end of the value before it (or the
 * opening bracket) to its own value, as in {@code ,"type": }. Feeds write the same members in the
 * same order; where the bytes are the same again, what was found out about them holds again.
 */
final class ExpectedMember {

  private final int length;

  /**
   * The first eight bytes, where there are more, and the last eight. They are most names whole, and
   * may overlap.
   */
  private final long firstWord;

  private final long lastWord;

  /** What is between them, eight bytes at a time. */
  private final long[] middleWords;

  /** Which bytes of the last word count, where there are less than eight. */
  private final long lastMask;

  private final FieldTree child;

  private ExpectedMember(byte[] record, int from, int to, FieldTree child) {
    this.length = to - from;
    this.firstWord = length > Long.BYTES ? (long) Words.OF.get(record, from) : 0;
    this.middleWords = new long[Math.max(0, (length - 1) / Long.BYTES - 1)];
    for (int i = 0; i < middleWords.length; i++) {
      middleWords[i] = (long) Words.OF.get(record, from + (i + 1) * Long.BYTES);
    }
    this.lastMask = length < Long.BYTES ? -1L << ((Long.BYTES - length) * Byte.SIZE) : -1L;
    this.lastWord = (long) Words.OF.get(record, to - Long.BYTES) & lastMask;
    this.child = child;
  }

  /** What leads to a value that begins at {@code to}; null so near the beginning of a record. */
  static ExpectedMember of(byte[] record, int from, int to, FieldTree child) {
    return to < Long.BYTES ? null : new ExpectedMember(record, from, to, child);
  }

  /** Whether a record has the same bytes here. */
  boolean isAt(byte[] record, int at) {
    int lastAt = at + length - Long.BYTES;
    if (lastAt < 0 || lastAt > record.length - Long.BYTES) {
      return false;
    }
    if (length > Long.BYTES) {
      if ((long) Words.OF.get(record, at) != firstWord) {
        return false;
      }
      for (int i = 0; i < middleWords.length; i++) {
        if ((long) Words.OF.get(record, at + (i + 1) * Long.BYTES) != middleWords[i]) {
          return false;
        }
      }
    }
    return ((long) Words.OF.get(record, lastAt) & lastMask) == lastWord;
  }

  int length() {
    return length;
  }

  /** The place that the member's value has in the tree; null if it has none. */
  FieldTree child() {
    return child;
  }
}
