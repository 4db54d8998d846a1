package io.tidemark.functions.window;

import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.internal.InternalKvState;

/**
 * Values in keyed state, one under each of several numbers: Flink's namespaces, without looking the
 * state up by its name at each access.
 */
final class NumberedState<T> {

  private final ValueState<T> values;
  private final InternalKvState<?, Long, ?> namespaces;

  /**
   * @param state a value state of Flink's whose namespaces are numbers
   */
  @SuppressWarnings("unchecked") // all of Flink's keyed states are both
  NumberedState(State state) {
    this.values = (ValueState<T>) state;
    this.namespaces = (InternalKvState<?, Long, ?>) state;
  }

  /** The value of the current key under a number. */
  ValueState<T> at(long number) {
    namespaces.setCurrentNamespace(number);
    return values;
  }
}
