package io.tidemark.functions.window;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The metric {@code eventtime.firingDelay}: how long after the watermark that completed a window
 * had come to the operator its pane on time left it, in microseconds of processing time. If many
 * windows become complete at once, or what comes behind takes rows slowly, the last ones wait.
 */
final class FiringDelay {

  private static final int PANES = 10_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final Histogram micros;
  private long arrivalNanos;

  FiringDelay(MetricGroup operator) {
    micros =
        operator
            .addGroup("eventtime")
            .histogram("firingDelay", new DescriptiveStatisticsHistogram(PANES));
  }

  /** A watermark has come. */
  void watermarkComes() {
    arrivalNanos = System.nanoTime();
  }

  /** A pane on time has left. */
  void paneHasLeft() {
    micros.update((System.nanoTime() - arrivalNanos) / NANOS_PER_MICRO);
  }
}
