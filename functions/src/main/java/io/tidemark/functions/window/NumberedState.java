package io.tidemark.functions.window;

import org.apache.flink.api.common.state.State;
import org.apache.flink.runtime.state.internal.InternalKvState;

/**
 * Keyed state that is kept under each of several numbers: Flink's namespaces, without looking the
 * state up by its name at each access.
 */
final class NumberedState<S extends State> {

  private final S state;
  private final InternalKvState<?, Long, ?> namespaces;

  /**
   * @param state a state of Flink's whose namespaces are numbers
   */
  @SuppressWarnings("unchecked") // all of Flink's keyed states are both
  NumberedState(S state) {
    this.state = state;
    this.namespaces = (InternalKvState<?, Long, ?>) state;
  }

  /** What the current key has under a number. */
  S at(long number) {
    namespaces.setCurrentNamespace(number);
    return state;
  }
}
