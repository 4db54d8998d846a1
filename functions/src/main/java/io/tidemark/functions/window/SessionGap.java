package io.tidemark.functions.window;

import java.io.Serializable;

/** How long after a record its session is still open, as the record itself says. */
@FunctionalInterface
public interface SessionGap<IN> extends Serializable {

  /**
   * The gap behind a record, milliseconds of event time. A gap below one counts as one: a record is
   * in its own session.
   */
  long gapMs(IN element);
}
