package io.tidemark.functions.ranking;

import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.DeductibleAggregate;

/** How many clicks there were. */
final class CountClicks implements DeductibleAggregate<Click, Long, Long> {

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
  public Long merge(Long a, Long b) {
    return a + b;
  }

  @Override
  public Long deduct(Long whole, Long part) {
    return whole - part;
  }

  @Override
  public Long getResult(Long count) {
    return count;
  }
}
