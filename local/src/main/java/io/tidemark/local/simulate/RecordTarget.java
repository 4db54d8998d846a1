package io.tidemark.local.simulate;

import java.io.IOException;

/** Where records go. Used by one thread; closing it flushes it. */
public interface RecordTarget extends AutoCloseable {

  /**
   * Takes a record; it may still be on its way when this returns.
   *
   * @param key may be null
   * @throws java.io.InterruptedIOException if the thread was interrupted before the record was
   *     taken; the thread's interrupt is set again
   * @throws IOException if this record, or one before it, could not be delivered
   */
  void send(int partition, byte[] key, byte[] value) throws IOException;

  /** Takes a simulated record, now: when it is due is for the caller to know. */
  default void send(SimulatedRecord record) throws IOException {
    send(record.partition(), record.key(), record.value());
  }

  /** Waits until every record taken is delivered, also on an interrupted thread. */
  void flush() throws IOException;

  @Override
  void close() throws IOException;
}
