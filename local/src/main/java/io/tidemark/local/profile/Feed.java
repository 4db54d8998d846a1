package io.tidemark.local.profile;

import java.util.List;

/** Records in the order of their arrival. */
interface Feed extends AutoCloseable {

  /** Takes records. */
  interface Receiver {

    /**
     * Takes a record.
     *
     * @param partition its number in {@link #partitions()}
     * @param value its bytes; null is a record without a value
     * @param brokerTimeMs when the broker appended it, by the broker's clock, or {@link
     *     io.tidemark.functions.event.Event#NO_TIME}
     * @param producerTimeMs the time that its sender gave it, or {@link
     *     io.tidemark.functions.event.Event#NO_TIME}
     */
    void receive(int partition, byte[] value, long brokerTimeMs, long producerTimeMs);
  }

  /** What it is, for people. */
  String name();

  /** The names of its partitions, at least one. */
  List<String> partitions();

  /** Hands over its records until they end, or until they are enough. */
  void read(Receiver receiver, Enough enough) throws Exception;

  @Override
  void close() throws Exception;
}
