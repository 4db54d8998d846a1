package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;

/**
 * The keyed state of a window operator, under the numbers of its windows: where Flink has it on the
 * heap as it is there, and else behind caches.
 */
final class WindowState {

  /** What holds something back until there is a snapshot. */
  interface HoldsBack {

    /** Writes all of it. The current key may be another one then. */
    void writeBack() throws Exception;
  }

  private final List<HoldsBack> holdingBack = new ArrayList<>();

  /** Of values, and of the lists of keys: on the heap values are always written. */
  private final NewestStored newestValue = new NewestStored();

  private final NewestStored newestList = new NewestStored();
  private final ListState<Long> newestValueState;
  private final ListState<Long> newestListState;

  private AbstractStreamOperator<?> operator;
  private KeyedStateBackend<String> backend;

  private WindowState(StateInitializationContext context) throws Exception {
    newestValueState = restore(context, "newest-value", newestValue);
    newestListState = restore(context, "newest-list", newestList);
  }

  private static ListState<Long> restore(
      StateInitializationContext context, String name, NewestStored newest) throws Exception {
    ListState<Long> state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>(name, Types.LONG));
    boolean isKnown = !context.isRestored();
    for (long number : state.get()) {
      newest.written(number);
      isKnown = true;
    }
    if (!isKnown) {
      // The snapshot is of a build that kept no count of it.
      newest.written(Long.MAX_VALUE);
    }
    return state;
  }

  /** Goes on from the snapshot, if there is one; to be called in {@code initializeState}. */
  static WindowState restore(StateInitializationContext context) throws Exception {
    return new WindowState(context);
  }

  /** To be called in {@code open}. */
  void open(AbstractStreamOperator<?> operator) {
    this.operator = operator;
    this.backend = operator.getKeyedStateBackend();
  }

  /** Values of which a key has one for each number. */
  <V> KeyedValues<V> numbered(ValueStateDescriptor<V> descriptor) throws Exception {
    return cached(StoredValues.numbered(backend, newestValue, descriptor), descriptor);
  }

  /** Values of which a key has one, under {@link StoredValues#ONLY}. */
  <V> KeyedValues<V> single(ValueStateDescriptor<V> descriptor) throws Exception {
    return cached(StoredValues.single(backend, newestValue, descriptor), descriptor);
  }

  private <V> KeyedValues<V> cached(KeyedValues<V> stored, ValueStateDescriptor<V> descriptor) {
    if (backend instanceof HeapKeyedStateBackend) {
      return stored;
    }
    CachedValues<V> cache =
        new CachedValues<>(
            stored, newestValue, operator, descriptor.getSerializer(), CachedValues.MOST_VALUES);
    holdBack(cache);
    return cache;
  }

  /** Has something written back when there is a snapshot. */
  void holdBack(HoldsBack holdsBack) {
    holdingBack.add(holdsBack);
  }

  /** Of the lists of keys. */
  NewestStored newestList() {
    return newestList;
  }

  /** To be called in {@code snapshotState}. */
  void snapshot() throws Exception {
    String key = backend.getCurrentKey();
    for (HoldsBack one : holdingBack) {
      one.writeBack();
    }
    if (key != null) {
      backend.setCurrentKey(key);
    }
    newestValueState.update(List.of(newestValue.number()));
    newestListState.update(List.of(newestList.number()));
  }
}
