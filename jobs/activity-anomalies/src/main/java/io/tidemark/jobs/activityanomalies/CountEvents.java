package io.tidemark.jobs.activityanomalies;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.DeductibleAggregate;

/** How many events there are. */
final class CountEvents implements DeductibleAggregate<Event, Long, Long> {

  private static final long serialVersionUID = 1;

  @Override
  public Long createAccumulator() {
    return 0L;
  }

  @Override
  public Long add(Event event, Long count) {
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
