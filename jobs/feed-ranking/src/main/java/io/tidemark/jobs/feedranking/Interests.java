package io.tidemark.jobs.feedranking;

import io.tidemark.functions.aggregate.DecayedSum;
import java.util.HashMap;
import java.util.Map;

/** What one user did with items, in a window or a part of one. A POJO in savepoints. */
public final class Interests {

  /** By item, the weights of what was done with it. */
  public Map<String, DecayedSum> items = new HashMap<>();

  /** A copy that goes its own ways. */
  Interests copy() {
    Interests copy = new Interests();
    copy.items.putAll(items);
    return copy;
  }
}
