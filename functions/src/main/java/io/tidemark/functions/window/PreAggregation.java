package io.tidemark.functions.window;

/** Whether records are added up before they are sent to the subtask that has their key. */
public enum PreAggregation {
  /**
   * They are, as long as that makes fewer of them. The {@code merge} of the aggregate must not
   * depend on the order of its arguments.
   */
  AUTO,
  /** Each one is sent as it is. */
  OFF
}
