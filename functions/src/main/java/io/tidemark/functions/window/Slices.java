package io.tidemark.functions.window;

import org.apache.flink.api.common.state.ValueState;

/** Reaches the slices of the current key in keyed state. */
interface Slices<ACC> {

  ValueState<Slice<ACC>> at(long slice) throws Exception;

  /** The slice, or null if it has no records. */
  default Slice<ACC> get(long slice) throws Exception {
    return at(slice).value();
  }

  default void put(long slice, Slice<ACC> contents) throws Exception {
    at(slice).update(contents);
  }
}
