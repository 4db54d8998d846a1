package io.tidemark.functions.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateLatencyTrackOptions;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * A state backend that counts how often keyed state is accessed. It lets Flink measure how long
 * accesses take, which Flink does by wrapping each state, and looks only at how many it has
 * measured.
 */
public final class CountingBackend implements StateBackend {

  private static final long serialVersionUID = 1;

  /** Flink measures each second access of a kind, or fewer. */
  private static final int SAMPLE_INTERVAL = 2;

  private final transient HashMapStateBackend backend;
  private final transient List<Measured> measured = new ArrayList<>();

  private record Measured(String operation, Histogram histogram) {}

  /**
   * Accesses to keyed state.
   *
   * @param reads how often a value was read
   * @param updates how often one was written, or added to, which reads it too
   * @param clears how often one was removed
   */
  public record Accesses(double reads, double updates, double clears) {

    public Accesses minus(Accesses other) {
      return new Accesses(reads - other.reads, updates - other.updates, clears - other.clears);
    }

    public Accesses by(double n) {
      return new Accesses(reads / n, updates / n, clears / n);
    }

    public double sum() {
      return reads + updates + clears;
    }

    @Override
    public String toString() {
      return String.format("%.2f reads, %.2f updates, %.2f clears", reads, updates, clears);
    }
  }

  public CountingBackend() {
    Configuration config = new Configuration();
    config.set(StateLatencyTrackOptions.LATENCY_TRACK_ENABLED, true);
    config.set(StateLatencyTrackOptions.LATENCY_TRACK_SAMPLE_INTERVAL, SAMPLE_INTERVAL);
    backend = new HashMapStateBackend().configure(config, getClass().getClassLoader());
  }

  /** All accesses so far, to within one of each kind and state. */
  public Accesses accesses() {
    return new Accesses(count("Get"), count("Update") + count("Add"), count("Clear"));
  }

  private double count(String operation) {
    return measured.stream()
        .filter(one -> one.operation.endsWith(operation + "Latency"))
        .mapToDouble(one -> one.histogram.getCount() * SAMPLE_INTERVAL)
        .sum();
  }

  private final class Measurements extends UnregisteredMetricsGroup {

    @Override
    public MetricGroup addGroup(String key, String value) {
      return this;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return this;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      measured.add(new Measured(name, histogram));
      return histogram;
    }
  }

  @Override
  public <K> CheckpointableKeyedStateBackend<K> createKeyedStateBackend(
      KeyedStateBackendParameters<K> parameters) throws Exception {
    return backend.createKeyedStateBackend(
        new KeyedStateBackendParametersImpl<>(
            parameters.getEnv(),
            parameters.getJobID(),
            parameters.getOperatorIdentifier(),
            parameters.getKeySerializer(),
            parameters.getNumberOfKeyGroups(),
            parameters.getKeyGroupRange(),
            parameters.getKvStateRegistry(),
            parameters.getTtlTimeProvider(),
            new Measurements(),
            parameters.getStateHandles(),
            parameters.getCancelStreamRegistry()));
  }

  @Override
  public OperatorStateBackend createOperatorStateBackend(OperatorStateBackendParameters parameters)
      throws Exception {
    return backend.createOperatorStateBackend(parameters);
  }
}
