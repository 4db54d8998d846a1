package io.tidemark.functions.window;

/** What a pane says of the panes that its window has had before. */
public enum Accumulation {
  /** Nothing: each pane has the share that came since the one before, and all shares add up. */
  DISCARDING,
  /**
   * Each pane has everything so far, and replaces the one before. A session with panes that becomes
   * part of another one is deleted ({@code -D}, without a value) right before the first pane of
   * that one, so that a view by window can follow.
   */
  ACCUMULATING,
  /**
   * Each pane has everything so far, and comes behind a row that takes back the one before: a
   * changelog that whoever sums up over windows can follow.
   */
  RETRACTING
}
