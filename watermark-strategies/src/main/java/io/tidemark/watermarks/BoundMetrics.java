package io.tidemark.watermarks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows in group {@code eventtime} what the bounds of a subtask's partitions are: Flink tells a
 * generator neither its partition's name, nor when the partition is gone, so the widest is shown.
 */
final class BoundMetrics {

  private final List<AdaptiveBound> bounds = new CopyOnWriteArrayList<>();

  static BoundMetrics register(MetricGroup operator) {
    BoundMetrics metrics = new BoundMetrics();
    MetricGroup group = operator.addGroup("eventtime");
    group.gauge("watermarkBound", (Gauge<Long>) metrics::widestMs);
    group.gauge("lateShare", (Gauge<Double>) metrics::lateShare);
    return metrics;
  }

  void add(AdaptiveBound bound) {
    bounds.add(bound);
  }

  private long widestMs() {
    return bounds.stream().mapToLong(AdaptiveBound::boundMs).max().orElse(0);
  }

  private double lateShare() {
    long events = bounds.stream().mapToLong(AdaptiveBound::events).sum();
    long late = bounds.stream().mapToLong(AdaptiveBound::late).sum();
    return events == 0 ? 0 : (double) late / events;
  }
}
