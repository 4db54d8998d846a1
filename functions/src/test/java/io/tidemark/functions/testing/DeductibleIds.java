package io.tidemark.functions.testing;

import io.tidemark.functions.window.DeductibleAggregate;

/** {@link SortedIds} that can be taken out again; what was never in cannot. */
public final class DeductibleIds extends SortedIds
    implements DeductibleAggregate<Click, SortedIds.Ids, String> {

  private static final long serialVersionUID = 1;

  @Override
  public Ids deduct(Ids whole, Ids part) {
    for (String id : part.list) {
      if (!whole.list.remove(id)) {
        throw new IllegalStateException(id + " is not in " + whole.list);
      }
    }
    return whole;
  }
}
