package io.tidemark.functions.window;

/**
 * The newest number under which anything has been written to keyed state. Nothing is there under a
 * newer one, and there is no need to look: most windows are gone before they would be written.
 */
final class NewestStored {

  private long newest = Long.MIN_VALUE;

  /** Something is written under a number. */
  void written(long number) {
    newest = Math.max(newest, number);
  }

  /** Whether there may be something under a number. */
  boolean mayHave(long number) {
    return number <= newest;
  }

  /** The number; the least there is if nothing has been written. */
  long number() {
    return newest;
  }
}
