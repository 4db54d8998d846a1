package io.tidemark.functions.testing;

import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * The ids of a window's records in the order in which they were added: it shows more than a count
 * does. The accumulator is changed in place, as a job may do.
 */
public final class JoinIds implements AggregateFunction<Click, JoinIds.Ids, String> {

  private static final long serialVersionUID = 1;

  /** The state. */
  public static final class Ids {
    public String joined = "";
  }

  @Override
  public Ids createAccumulator() {
    return new Ids();
  }

  @Override
  public Ids add(Click click, Ids ids) {
    ids.joined = ids.joined.isEmpty() ? click.id() : ids.joined + " " + click.id();
    return ids;
  }

  @Override
  public String getResult(Ids ids) {
    return ids.joined;
  }

  @Override
  public Ids merge(Ids a, Ids b) {
    if (!b.joined.isEmpty()) {
      a.joined = a.joined.isEmpty() ? b.joined : a.joined + " " + b.joined;
    }
    return a;
  }
}
