package io.tidemark.jobs.videoanalytics;

import io.tidemark.functions.event.Event;
import java.math.BigDecimal;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Measures views. A view without a watch time is one, and so is one of nobody. A watch time below
 * zero is none: the view was, but nobody knows for how long.
 */
final class MeasureViews implements AggregateFunction<Event, Views, Audience> {

  private static final long serialVersionUID = 1;

  /** Up to here a double has each whole number. */
  private static final double MOST_WHOLE = 1L << 53;

  @Override
  public Views createAccumulator() {
    return new Views();
  }

  @Override
  public Views add(Event view, Views views) {
    views.count++;
    // False for NaN too, which is a value that is not there.
    if (view.value() >= 0) {
      views.watchMs = views.watchMs.add(exactly(view.value()));
      views.watchTimes.add(view.value());
    }
    if (view.user() != null) {
      views.viewers.add(view.user());
    }
    return views;
  }

  /** The decimal that a double is written as; most watch times are whole, and fast. */
  private static BigDecimal exactly(double ms) {
    boolean isWhole = ms < MOST_WHOLE && ms == Math.rint(ms);
    return isWhole ? BigDecimal.valueOf((long) ms) : BigDecimal.valueOf(ms);
  }

  @Override
  public Views merge(Views a, Views b) {
    a.count += b.count;
    a.watchMs = a.watchMs.add(b.watchMs);
    a.watchTimes.addAll(b.watchTimes);
    a.viewers.addAll(b.viewers);
    return a;
  }

  @Override
  public Audience getResult(Views views) {
    return new Audience(
        views.count,
        views.watchMs,
        views.viewers.estimate(),
        wholeMs(views.watchTimes.percentile(50)),
        wholeMs(views.watchTimes.percentile(95)));
  }

  private static Long wholeMs(double ms) {
    return Double.isNaN(ms) ? null : (Long) Math.round(ms);
  }
}
