package io.tidemark.functions.window;

import java.util.HashMap;
import java.util.Map;

/**
 * The slices of one key without their part in any total, and so that nothing done to them lasts.
 */
final class LookAhead<ACC> implements KeyedValues<Slice<ACC>> {

  private final KeyedValues<Slice<ACC>> slices;
  private final Map<Long, Slice<ACC>> changed = new HashMap<>();

  LookAhead(KeyedValues<Slice<ACC>> slices) {
    this.slices = slices;
  }

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
}
