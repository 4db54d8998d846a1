package io.tidemark.functions.window;

import java.util.HashMap;
import java.util.Map;

/** The slices of one key. */
interface Slices<ACC> {

  /** A slice, or null if it has no records. */
  Slice<ACC> get(long slice) throws Exception;

  /** Keeps what has become of a slice. */
  void put(long slice, Slice<ACC> contents) throws Exception;

  /** Forgets a slice. */
  void remove(long slice) throws Exception;

  /**
   * The same slices, without their part in any total, and so that nothing done to them lasts: for a
   * look ahead.
   */
  static <ACC> Slices<ACC> forALookAhead(Slices<ACC> slices) {
    Map<Long, Slice<ACC>> changed = new HashMap<>();
    return new Slices<>() {
      @Override
      public Slice<ACC> get(long slice) throws Exception {
        if (!changed.containsKey(slice)) {
          Slice<ACC> original = slices.get(slice);
          changed.put(slice, original == null ? null : new Slice<>(original.accumulator));
        }
        return changed.get(slice);
      }

      @Override
      public void put(long slice, Slice<ACC> contents) {
        changed.put(slice, contents);
      }

      @Override
      public void remove(long slice) {
        changed.put(slice, null);
      }
    };
  }
}
