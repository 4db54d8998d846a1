package io.tidemark.functions.window;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * What the records of each key have added up to: a hash table with open addressing. It is gone
 * through in the order of the key groups: behind the shuffle, the state of one group fits into a
 * core's cache, and that of all of them does not. So few sums that it makes no difference are gone
 * through in the order in which their keys came.
 */
final class Sums<ACC> {

  /** The sum of one key. */
  static final class Sum<ACC> {
    final String key;
    private final int hash;

    /** How many records are in it. */
    long count;

    /** Event time: what it means is up to the owner. */
    long time;

    /** The first millisecond behind it, of a part of a session. */
    long end;

    ACC accumulator;

    private Sum(String key, int hash) {
      this.key = key;
      this.hash = hash;
    }
  }

  private static final int LEAST_SLOTS = 1 << 10;

  private final int keyGroups;

  private Sum<ACC>[] slots = newArray(LEAST_SLOTS);
  private Sum<ACC>[] inOrder = newArray(LEAST_SLOTS / 2);
  private int size;

  /**
   * @param keyGroups how many there are behind the shuffle
   */
  Sums(int keyGroups) {
    this.keyGroups = keyGroups;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <ACC> Sum<ACC>[] newArray(int length) {
    return new Sum[length];
  }

  int size() {
    return size;
  }

  /** The sum of a key; a new one has counted nothing and has no accumulator. */
  Sum<ACC> of(String key) {
    int hash = key.hashCode();
    int slot = slotOf(key, hash);
    Sum<ACC> sum = slots[slot];
    return sum == null ? add(new Sum<>(key, hash), slot) : sum;
  }

  /** The slot that a key is in, or would be. */
  private int slotOf(String key, int hash) {
    int slot = firstSlotOf(hash);
    for (Sum<ACC> sum = slots[slot]; sum != null; sum = slots[slot]) {
      if (sum.hash == hash && sum.key.equals(key)) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private Sum<ACC> add(Sum<ACC> sum, int slot) {
    if (size == inOrder.length) {
      grow();
      place(sum);
    } else {
      slots[slot] = sum;
    }
    inOrder[size++] = sum;
    return sum;
  }

  /** Of the mixed hash the upper bits, which all of the key has gone into. */
  private int firstSlotOf(int hash) {
    return (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(slots.length - 1);
  }

  private void grow() {
    inOrder = Arrays.copyOf(inOrder, 2 * size);
    slots = newArray(2 * slots.length);
    for (int i = 0; i < size; i++) {
      place(inOrder[i]);
    }
  }

  private void place(Sum<ACC> sum) {
    int slot = firstSlotOf(sum.hash);
    while (slots[slot] != null) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = sum;
  }

  void forEach(Consumer<Sum<ACC>> consumer) {
    sort();
    for (int i = 0; i < size; i++) {
      consumer.accept(inOrder[i]);
    }
  }

  /** Brings sums into the order of their key groups, by counting how many each group has. */
  private void sort() {
    if (size < 2 * keyGroups) {
      return;
    }
    int[] next = new int[keyGroups + 1];
    for (int i = 0; i < size; i++) {
      next[groupOf(inOrder[i]) + 1]++;
    }
    for (int group = 1; group < keyGroups; group++) {
      next[group] += next[group - 1];
    }
    Sum<ACC>[] sorted = newArray(inOrder.length);
    for (int i = 0; i < size; i++) {
      sorted[next[groupOf(inOrder[i])]++] = inOrder[i];
    }
    inOrder = sorted;
  }

  private int groupOf(Sum<ACC> sum) {
    return KeyGroupRangeAssignment.computeKeyGroupForKeyHash(sum.hash, keyGroups);
  }

  /** Takes out the sums that are taken; the others stay, in their order. */
  void takeIf(Predicate<Sum<ACC>> taken) {
    sort();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!taken.test(inOrder[i])) {
        inOrder[kept++] = inOrder[i];
      }
    }
    Arrays.fill(inOrder, kept, size, null);
    Arrays.fill(slots, null);
    size = kept;
    for (int i = 0; i < size; i++) {
      place(inOrder[i]);
    }
  }
}
