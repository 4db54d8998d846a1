package io.tidemark.bench.flink;

import io.tidemark.bench.workload.Click;
import org.apache.flink.api.common.functions.AggregateFunction;

/** The stock way to count. */
final class CountClicks implements AggregateFunction<Click, Long, Long> {

  private static final long serialVersionUID = 1;

  @Override
  public Long createAccumulator() {
    return 0L;
  }

  @Override
  public Long add(Click click, Long count) {
    return count + 1;
  }

  @Override
  public Long getResult(Long count) {
    return count;
  }

  @Override
  public Long merge(Long a, Long b) {
    return a + b;
  }
}
