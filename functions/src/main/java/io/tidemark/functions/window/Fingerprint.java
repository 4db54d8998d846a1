package io.tidemark.functions.window;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What a window operator's state was written by. A state of other windows would not fail by itself:
 * it would be mixed with the new one, and nobody would know what the results mean.
 */
final class Fingerprint {

  private static final String STATE = "written-by";

  private Fingerprint() {}

  /**
   * Compares the restored state's fingerprint, if there is one, and leaves the new one; to be
   * called in {@code initializeState}.
   *
   * @param operator the operator's name, for the message
   * @throws SuppressRestartsException if it is another one: no restart could help
   */
  static void check(OperatorStateStore store, String operator, String fingerprint)
      throws Exception {
    ListState<String> state = store.getListState(new ListStateDescriptor<>(STATE, Types.STRING));
    for (String restored : state.get()) {
      if (!restored.equals(fingerprint)) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                String.format(
                    "%s: the savepoint was taken with '%s', and this job has '%s'; restore with what"
                        + " it was taken with, or start without it",
                    operator, restored, fingerprint)));
      }
    }
    state.clear();
    state.add(fingerprint);
  }
}
