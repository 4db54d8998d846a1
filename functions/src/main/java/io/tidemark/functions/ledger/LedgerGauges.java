package io.tidemark.functions.ledger;

import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The totals as metrics: {@code eventtime.ledger.<column>} and {@code eventtime.ledger.balanced},
 * which is 1 or 0, and not a number where a checkpoint says nothing about it.
 *
 * <p>They are those of the last checkpoint that was completed. So they never go down: a job that
 * fails goes on from just these numbers, and what it reads a second time is not seen twice.
 */
final class LedgerGauges {

  private record Books(LedgerCounts totals, Boolean balanced) {}

  private final TreeMap<Long, Books> notCompletedYet = new TreeMap<>();

  /** Read by the threads of Flink's metrics. */
  private volatile Books completed;

  /**
   * @param restored the totals so far; is not kept
   */
  LedgerGauges(LedgerCounts restored) {
    this.completed = new Books(restored.copy(), null);
  }

  void register(MetricGroup operator) {
    MetricGroup group = operator.addGroup("eventtime").addGroup("ledger");
    for (Entry entry : Entry.values()) {
      group.gauge(entry.column(), (Gauge<Long>) () -> completed.totals().get(entry));
    }
    group.gauge("balanced", (Gauge<Double>) this::balanced);
  }

  private double balanced() {
    Boolean balanced = completed.balanced();
    if (balanced == null) {
      return Double.NaN;
    }
    return balanced ? 1 : 0;
  }

  /**
   * A checkpoint has begun with these books.
   *
   * @param totals not to be changed any more
   */
  void begun(long checkpoint, LedgerCounts totals, Boolean balanced) {
    notCompletedYet.put(checkpoint, new Books(totals, balanced));
  }

  /** A checkpoint is complete, and with it those before it are of no interest any more. */
  void completed(long checkpoint) {
    Books books = notCompletedYet.get(checkpoint);
    if (books != null) {
      completed = books;
    }
    notCompletedYet.headMap(checkpoint, true).clear();
  }
}
