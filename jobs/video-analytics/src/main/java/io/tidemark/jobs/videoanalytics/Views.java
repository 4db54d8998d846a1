package io.tidemark.jobs.videoanalytics;

import io.tidemark.functions.aggregate.DistinctCount;
import io.tidemark.functions.aggregate.Quantiles;
import java.math.BigDecimal;

/** The state of one window of one group, a POJO in savepoints. */
public final class Views {

  /** How many there are. */
  public long count;

  /** How long they lasted together, in milliseconds, as far as they say. */
  public BigDecimal watchMs = BigDecimal.ZERO;

  /** How long each of them lasted, in milliseconds, as far as they say. */
  public Quantiles watchTimes = new Quantiles();

  /** Who viewed, as far as they say. */
  public DistinctCount viewers = new DistinctCount();
}
