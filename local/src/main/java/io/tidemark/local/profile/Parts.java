package io.tidemark.local.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * The feed in eight to sixteen parts of as many records each, however long it is: what was measured
 * at its beginning can be held against what was measured later.
 */
final class Parts {

  private static final int MOST = 16;

  private final List<LengthHistogram> full = new ArrayList<>();
  private LengthHistogram current = new LengthHistogram();
  private long partSize;

  Parts() {
    this(256);
  }

  /**
   * @param firstSize the size of a part until there are too many
   */
  Parts(long firstSize) {
    partSize = firstSize;
  }

  void add(long lengthMs) {
    current.add(lengthMs);
    if (current.count() == partSize) {
      full.add(current);
      current = new LengthHistogram();
      if (full.size() == MOST) {
        joinPairs();
      }
    }
  }

  private void joinPairs() {
    for (int i = 0; i < MOST / 2; i++) {
      full.get(i).addAll(full.remove(i + 1));
    }
    partSize *= 2;
  }

  /** The parts that are full, in the order of arrival. */
  List<LengthHistogram> full() {
    return List.copyOf(full);
  }

  /** The whole feed. */
  LengthHistogram all() {
    LengthHistogram all = LengthHistogram.sum(full);
    all.addAll(current);
    return all;
  }
}
