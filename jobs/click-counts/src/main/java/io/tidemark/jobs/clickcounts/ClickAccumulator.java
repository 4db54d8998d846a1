package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.aggregate.DistinctCount;

/** The state of one window of one key, a POJO in savepoints. */
public final class ClickAccumulator {

  /** How many clicks. */
  public long count;

  /** By which users; null if nobody asked. */
  public DistinctCount users;
}
