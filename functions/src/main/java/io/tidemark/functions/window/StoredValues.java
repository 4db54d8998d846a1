package io.tidemark.functions.window;

import java.util.function.LongFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** Values straight in Flink's keyed state. */
final class StoredValues<V> implements KeyedValues<V> {

  /** The one number under which a key has its only value. It is older than any window. */
  static final long ONLY = Long.MIN_VALUE;

  /** Flink's state, which stands at a number then. */
  private final LongFunction<ValueState<V>> state;

  private final NewestStored newestStored;

  private StoredValues(LongFunction<ValueState<V>> state, NewestStored newestStored) {
    this.state = state;
    this.newestStored = newestStored;
  }

  /** Values under numbers, which are Flink's namespaces. */
  static <V> StoredValues<V> numbered(
      KeyedStateBackend<?> backend, NewestStored newestStored, ValueStateDescriptor<V> descriptor)
      throws Exception {
    return new StoredValues<>(
        new NumberedState<ValueState<V>>(
                backend.getOrCreateKeyedState(LongSerializer.INSTANCE, descriptor))
            ::at,
        newestStored);
  }

  /** Values of which each key has one, under {@link #ONLY}. */
  static <V> StoredValues<V> single(
      KeyedStateBackend<?> backend, NewestStored newestStored, ValueStateDescriptor<V> descriptor)
      throws Exception {
    ValueState<V> state =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    return new StoredValues<>(only -> state, newestStored);
  }

  @Override
  public V get(long number) throws Exception {
    return state.apply(number).value();
  }

  @Override
  public void put(long number, V value) throws Exception {
    state.apply(number).update(value);
    newestStored.written(number);
  }

  @Override
  public void remove(long number) {
    state.apply(number).clear();
  }
}
