package io.tidemark.watermarks;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** How far events were behind the latest one, in milliseconds, as Flink's metrics want it. */
final class OutOfOrdernessHistogram implements Histogram {

  /** Events until an old one counts only a third of a new one. */
  private static final double MEMORY = 100_000;

  private final DecayingQuantiles lengths = new DecayingQuantiles(MEMORY);

  private long count;

  @Override
  public void update(long lengthMs) {
    lengths.add(lengthMs);
    count++;
  }

  @Override
  public long getCount() {
    return count;
  }

  @Override
  public HistogramStatistics getStatistics() {
    return new Statistics(lengths.summary(), count);
  }

  private static final class Statistics extends HistogramStatistics {

    private final DecayingQuantiles.Summary summary;
    private final long count;

    Statistics(DecayingQuantiles.Summary summary, long count) {
      this.summary = summary;
      this.count = count;
    }

    @Override
    public double getQuantile(double quantile) {
      return summary.exceededBy(1 - quantile);
    }

    /** None: single lengths are not kept. */
    @Override
    public long[] getValues() {
      return new long[0];
    }

    @Override
    public int size() {
      return (int) Math.min(Integer.MAX_VALUE, count);
    }

    @Override
    public double getMean() {
      return summary.mean();
    }

    @Override
    public double getStdDev() {
      return summary.standardDeviation();
    }

    @Override
    public long getMax() {
      return summary.exceededBy(0);
    }

    @Override
    public long getMin() {
      return summary.least();
    }
  }
}
