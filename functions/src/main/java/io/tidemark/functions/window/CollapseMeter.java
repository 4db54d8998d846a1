package io.tidemark.functions.window;

/**
 * Measures whether adding records up makes fewer of them. If it hardly does, since nearly every key
 * is another one, holding them back is not worth it for a while; then it is tried again.
 */
final class CollapseMeter {

  /** A measurement is over so many records at least. */
  private static final int MEASURED = 20_000;

  /** Between two measurements without success, so many records are not held back. */
  private static final int ASIDE = 20 * MEASURED;

  private long added;
  private long sent;
  private long aside;

  /** Whether the next record is not worth holding back; it counts as passed by. */
  boolean passesBy() {
    if (aside == 0) {
      return false;
    }
    aside--;
    return true;
  }

  /** Sums leave. */
  void sent(long sums, long records) {
    added += records;
    sent += sums;
    if (added >= MEASURED) {
      // Adding a record to a sum costs about a fifth of what sending a sum does.
      aside = added * 4 < sent * 5 ? ASIDE : 0;
      added = 0;
      sent = 0;
    }
  }
}
