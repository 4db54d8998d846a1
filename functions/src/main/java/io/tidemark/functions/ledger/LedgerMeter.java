package io.tidemark.functions.ledger;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What one subtask has counted since it last told the auditor. It is deliberately no state: told
 * before every barrier, it is zero in every snapshot, and so an operator can be rescaled freely.
 */
public final class LedgerMeter {

  /** The side output on which every counting operator tells what it counted. */
  public static final OutputTag<LedgerCounts> TAG =
      new OutputTag<>("ledger", TypeInformation.of(LedgerCounts.class));

  private LedgerCounts counted = new LedgerCounts();

  /** Counts one. */
  public void count(Entry entry) {
    counted.add(entry, 1);
  }

  /** Counts n at once. */
  public void count(Entry entry, long n) {
    counted.add(entry, n);
  }

  /**
   * Tells what was counted since the last time. To be called in {@code prepareSnapshotPreBarrier},
   * so that it travels ahead of the barrier, and when the input has ended.
   */
  public void tell(Output<?> output) {
    if (!counted.isEmpty()) {
      output.collect(TAG, new StreamRecord<>(counted));
      counted = new LedgerCounts();
    }
  }
}
