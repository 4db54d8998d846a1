package io.tidemark.functions.ledger;

import java.util.Locale;

/** What the ledger counts, in the order of its columns. Append only: states hold it by position. */
public enum Entry {
  /** Records deserialized. */
  READ,
  /** Events that every one of their windows got in time. */
  ON_TIME,
  /** Events that came for a window already complete, and refined its result. */
  LATE_REFINED,
  /** Events that some of their windows got and others, already gone, missed. */
  LATE_PARTIAL,
  /** Events that came after all of their windows were gone. */
  LATE_DROPPED,
  /** Events that the job's filter refused. */
  FILTERED,
  /** Events seen before. */
  DUPLICATE,
  /** Records that are no events. */
  MALFORMED,
  /** Events with a stamp from the future. */
  FUTURE,
  /** Pairs of an event and one of its windows. */
  ASSIGNED,
  /** Pairs where the window was still open. */
  ASSIGNED_ON_TIME,
  /** Pairs where the window was complete, but accepted a refinement. */
  ASSIGNED_LATE_REFINED,
  /** Pairs where the window was gone. */
  ASSIGNED_LATE_DROPPED;

  private final String column = name().toLowerCase(Locale.ROOT);

  /** The entry's name in a ledger row, in snake_case. */
  public String column() {
    return column;
  }
}
