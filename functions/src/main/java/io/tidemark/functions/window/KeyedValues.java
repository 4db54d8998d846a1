package io.tidemark.functions.window;

/**
 * What the current key has under each of several numbers, as its contents under that of a window. A
 * value that was read may be changed, and is to be put again then.
 */
interface KeyedValues<V> {

  /** What is under a number, or null if nothing is. */
  V get(long number) throws Exception;

  /** Keeps what has become of it. */
  void put(long number, V value) throws Exception;

  /** Forgets it. */
  void remove(long number) throws Exception;
}
