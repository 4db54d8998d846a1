package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** The metrics of an operator. As Flink's, of which a name can be taken once only. */
final class RecordedMetrics extends UnregisteredMetricsGroup {

  private final String path;
  private final Map<String, Metric> metrics;

  RecordedMetrics() {
    this("", new HashMap<>());
  }

  private RecordedMetrics(String path, Map<String, Metric> metrics) {
    this.path = path;
    this.metrics = metrics;
  }

  long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }

  Number gauge(String name) {
    return (Number) ((Gauge<?>) metrics.get(name)).getValue();
  }

  Histogram histogram(String name) {
    return (Histogram) metrics.get(name);
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new RecordedMetrics(path + name + ".", metrics);
  }

  @Override
  public Counter counter(String name) {
    return register(name, new SimpleCounter());
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    return register(name, gauge);
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    return register(name, histogram);
  }

  private <M extends Metric> M register(String name, M metric) {
    assertThat(metrics.put(path + name, metric)).as(path + name).isNull();
    return metric;
  }
}
