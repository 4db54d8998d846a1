package io.tidemark.local.simulate;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is sent. */
final class RecordList implements RecordTarget {

  private final List<Integer> partitions = new ArrayList<>();
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private int flushes;

  @Override
  public void send(int partition, byte[] key, byte[] value) {
    partitions.add(partition);
    keys.add(key);
    values.add(value);
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public void close() {}

  List<Integer> partitions() {
    return partitions;
  }

  List<byte[]> keys() {
    return keys;
  }

  List<byte[]> values() {
    return values;
  }

  int flushes() {
    return flushes;
  }
}
