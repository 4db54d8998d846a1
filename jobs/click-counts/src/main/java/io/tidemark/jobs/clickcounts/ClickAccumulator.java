package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.aggregate.DistinctCount;
import java.math.BigDecimal;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/** The state of one window of one key. */
@TypeInfo(ClickAccumulatorTypeInfoFactory.class)
public final class ClickAccumulator {

  /** How many clicks. */
  public long count;

  /** What their values add up to; null if nobody asked. */
  public BigDecimal sum;

  /** By which users; null if nobody asked. */
  public DistinctCount users;
}
