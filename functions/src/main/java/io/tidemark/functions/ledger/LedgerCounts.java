package io.tidemark.functions.ledger;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A mutable set of counts, one for each {@link Entry}, and what it takes for them to balance. Used
 * for totals and for what was counted since the last checkpoint alike.
 */
public final class LedgerCounts {

  private static final int ENTRIES = Entry.values().length;

  /** By position. Shorter where it comes from a state written before an entry was appended. */
  private long[] counts = new long[ENTRIES];

  /** Adds to one count. */
  public void add(Entry entry, long n) {
    if (counts.length != ENTRIES) {
      counts = whole();
    }
    counts[entry.ordinal()] += n;
  }

  private long[] whole() {
    return counts.length == ENTRIES ? counts : Arrays.copyOf(counts, ENTRIES);
  }

  /** Adds every count of another set. */
  public void addAll(LedgerCounts other) {
    for (Entry entry : Entry.values()) {
      add(entry, other.get(entry));
    }
  }

  /** The same counts, which go their own ways. */
  public LedgerCounts copy() {
    LedgerCounts copy = new LedgerCounts();
    copy.addAll(this);
    return copy;
  }

  /** One count. */
  public long get(Entry entry) {
    return whole()[entry.ordinal()];
  }

  /** Whether nothing was counted. */
  public boolean isEmpty() {
    for (long n : counts) {
      if (n != 0) {
        return false;
      }
    }
    return true;
  }

  /** Records read whose outcome is not known yet; below zero if one was counted twice. */
  public long inFlight() {
    return get(Entry.READ)
        - get(Entry.ON_TIME)
        - get(Entry.LATE_REFINED)
        - get(Entry.LATE_PARTIAL)
        - get(Entry.LATE_DROPPED)
        - get(Entry.FILTERED)
        - get(Entry.DUPLICATE)
        - get(Entry.MALFORMED)
        - get(Entry.FUTURE);
  }

  /** Whether every record read, and every assignment to a window, has exactly one outcome. */
  public boolean balanced() {
    long assignmentsOpen =
        get(Entry.ASSIGNED)
            - get(Entry.ASSIGNED_ON_TIME)
            - get(Entry.ASSIGNED_LATE_REFINED)
            - get(Entry.ASSIGNED_LATE_DROPPED);
    return inFlight() == 0 && assignmentsOpen == 0;
  }

  /** For Flink's POJO serializer: the counts in the order of {@link Entry}. */
  public long[] getCounts() {
    return counts;
  }

  /** For Flink's POJO serializer, which wants a setter but goes to the field past it. */
  public void setCounts(long[] counts) {
    this.counts = counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LedgerCounts that && Arrays.equals(whole(), that.whole());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(whole());
  }

  @Override
  public String toString() {
    return Arrays.stream(Entry.values())
        .filter(entry -> get(entry) != 0)
        .map(entry -> entry.column() + "=" + get(entry))
        .collect(Collectors.joining(" "));
  }
}
