package io.tidemark.jobs.kit.source;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows, and passes over those that cannot be read: the log tells of them now and then. */
final class LenientReader<T> {

  private static final Logger LOG = LoggerFactory.getLogger(LenientReader.class);

  private final String name;
  private final RowReader<T> reader;

  private long unreadable;

  /**
   * @param name what the rows are, for the log
   */
  LenientReader(String name, RowReader<T> reader) {
    this.name = name;
    this.reader = reader;
  }

  /** The row, or null if it is of no interest or cannot be read. */
  T read(byte[] row) {
    try {
      return reader.read(row);
    } catch (IOException e) {
      unreadable++;
      if (Long.bitCount(unreadable) == 1) {
        LOG.warn("{}: passed over {} rows, the last one: {}", name, unreadable, e.getMessage());
      }
      return null;
    }
  }
}
