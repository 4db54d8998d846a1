package io.tidemark.watermarks;

import org.apache.flink.metrics.MetricGroup;

/** The metric group in which everything of this library is found. */
final class EventTimeGroup {

  private EventTimeGroup() {}

  /** Group {@code eventtime} of an operator. */
  static MetricGroup of(MetricGroup operator) {
    return operator.addGroup("eventtime");
  }
}
