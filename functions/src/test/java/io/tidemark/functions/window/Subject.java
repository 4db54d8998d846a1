package io.tidemark.functions.window;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Step;
import java.util.List;

/** Windows that go through a script step by step. */
interface Subject extends AutoCloseable {

  /** Has a step. */
  void take(Step step) throws Exception;

  /** The rows since the last call. */
  List<WindowResult<String>> rows();

  /** The late records since the last call. */
  List<LateRecord<Click>> late();

  /** What is told before a barrier that passes now. */
  LedgerCounts ledger() throws Exception;

  /** Whether there are records that have had no effect yet. */
  boolean holdsBack();

  int stateEntries() throws Exception;

  int timers();

  /** A checkpoint, a failure, and a restore from it with so many subtasks. */
  void restart(int subtasks) throws Exception;
}
