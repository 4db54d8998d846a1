package io.tidemark.functions.ledger;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds the totals and proves the balance: one row for each checkpoint, about exactly the records
 * that the checkpoint holds, and one at the end. Runs with parallelism 1, behind every counting
 * operator.
 *
 * <p>The totals are also published as the job's accumulators {@code ledger.<column>}, so that
 * whoever started the job has them when it ends, and those of the last completed checkpoint as
 * metrics {@code eventtime.ledger.<column>}.
 */
public final class Auditor extends AbstractStreamOperator<LedgerRow>
    implements OneInputStreamOperator<LedgerCounts, LedgerRow>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  /** What the accumulators' names begin with. */
  public static final String ACCUMULATOR_PREFIX = "ledger.";

  private final boolean alignedBarriers;

  private transient LedgerCounts totals;
  private transient long lastCheckpoint;
  private transient boolean ended;
  private transient ListState<LedgerCounts> totalsState;
  private transient ListState<Long> lastCheckpointState;
  private transient Map<Entry, LongCounter> accumulators;
  private transient LedgerGauges gauges;

  /**
   * @param alignedBarriers whether every checkpoint is aligned; if not, rows before the final one
   *     say only how much is in flight
   */
  public Auditor(boolean alignedBarriers) {
    this.alignedBarriers = alignedBarriers;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    totalsState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("totals", TypeInformation.of(LedgerCounts.class)));
    lastCheckpointState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("last-checkpoint", Long.class));
    totals = new LedgerCounts();
    for (LedgerCounts restored : totalsState.get()) {
      totals.addAll(restored);
    }
    for (Long restored : lastCheckpointState.get()) {
      lastCheckpoint = Math.max(lastCheckpoint, restored);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    accumulators = new EnumMap<>(Entry.class);
    for (Entry entry : Entry.values()) {
      LongCounter counter = new LongCounter(totals.get(entry));
      getRuntimeContext().addAccumulator(ACCUMULATOR_PREFIX + entry.column(), counter);
      accumulators.put(entry, counter);
    }
    gauges = new LedgerGauges(totals);
    gauges.register(getMetricGroup());
  }

  @Override
  public void processElement(StreamRecord<LedgerCounts> told) {
    totals.addAll(told.getValue());
    accumulators.forEach((entry, counter) -> counter.add(told.getValue().get(entry)));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    lastCheckpoint = checkpointId;
    if (!ended) {
      write(checkpointId, false);
    }
  }

  @Override
  public void endInput() {
    ended = true;
    write(lastCheckpoint + 1, true);
  }

  private void write(long checkpoint, boolean isFinal) {
    LedgerCounts copy = totals.copy();
    Boolean balanced = (alignedBarriers || isFinal) ? (Boolean) totals.balanced() : null;
    if (Boolean.FALSE.equals(balanced)) {
      LOG.error("The books do not balance at checkpoint {}: {}", checkpoint, totals);
    }
    gauges.begun(checkpoint, copy, balanced);
    output.collect(new StreamRecord<>(new LedgerRow(checkpoint, isFinal, copy, balanced)));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    gauges.completed(checkpointId);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    totalsState.update(List.of(totals));
    lastCheckpointState.update(List.of(lastCheckpoint));
  }
}
