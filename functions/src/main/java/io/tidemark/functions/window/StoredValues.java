package io.tidemark.functions.window;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** Values straight in Flink's keyed state. */
final class StoredValues {

  /** The one number under which a key has its only value. It is older than any window. */
  static final long ONLY = Long.MIN_VALUE;

  private StoredValues() {}

  /** Values under numbers, which are Flink's namespaces. */
  static <V> KeyedValues<V> numbered(
      KeyedStateBackend<?> backend, NewestStored newestStored, ValueStateDescriptor<V> descriptor)
      throws Exception {
    NumberedState<ValueState<V>> state =
        new NumberedState<>(backend.getOrCreateKeyedState(LongSerializer.INSTANCE, descriptor));
    return new KeyedValues<>() {
      @Override
      public V get(long number) throws Exception {
        return state.at(number).value();
      }

      @Override
      public void put(long number, V value) throws Exception {
        state.at(number).update(value);
        newestStored.written(number);
      }

      @Override
      public void remove(long number) {
        state.at(number).clear();
      }
    };
  }

  /** Values of which each key has one, under {@link #ONLY}. */
  static <V> KeyedValues<V> single(KeyedStateBackend<?> backend, ValueStateDescriptor<V> descriptor)
      throws Exception {
    ValueState<V> state =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    return new KeyedValues<>() {
      @Override
      public V get(long number) throws Exception {
        return state.value();
      }

      @Override
      public void put(long number, V value) throws Exception {
        state.update(value);
      }

      @Override
      public void remove(long number) {
        state.clear();
      }
    };
  }
}
