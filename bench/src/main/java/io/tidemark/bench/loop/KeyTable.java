package io.tidemark.bench.loop;

import java.util.Arrays;

/** Numbers keys from 0 in the order in which they come: an open hash table. */
final class KeyTable {

  private static final int LEAST = 1 << 12;

  private String[] keys = new String[LEAST];
  private int[] slots = new int[2 * LEAST];
  private int size;

  int size() {
    return size;
  }

  /** Ids are below it until a key is added that makes it grow. */
  int capacity() {
    return keys.length;
  }

  String key(int id) {
    return keys[id];
  }

  int idOf(String key) {
    int mask = slots.length - 1;
    int at = spread(key) & mask;
    while (slots[at] != 0) {
      int id = slots[at] - 1;
      if (keys[id].equals(key)) {
        return id;
      }
      at = (at + 1) & mask;
    }
    if (size == keys.length) {
      grow();
      return idOf(key);
    }
    keys[size] = key;
    size++;
    slots[at] = size;
    return size - 1;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * keys.length);
    slots = new int[2 * keys.length];
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int at = spread(keys[id]) & mask;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = id + 1;
    }
  }

  void clear() {
    Arrays.fill(keys, 0, size, null);
    Arrays.fill(slots, 0);
    size = 0;
  }

  private static int spread(String key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
