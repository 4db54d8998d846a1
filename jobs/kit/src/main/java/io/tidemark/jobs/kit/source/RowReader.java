package io.tidemark.jobs.kit.source;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads the rows of a {@link RowSource}. */
public interface RowReader<T> extends Serializable {

  /**
   * Reads a row.
   *
   * @param row a line of JSON, without the line's end
   * @return null if it is of no interest
   * @throws IOException if it is none that can be read: it is passed over, and the log says so
   */
  T read(byte[] row) throws IOException;

  /** The type of the rows. */
  TypeInformation<T> type();

  /** The time of a row, epoch milliseconds of event time. */
  long time(T row);

  /**
   * Whether a row says that those that follow it in its partition are of its time or of a later
   * one.
   */
  boolean tellsTime(T row);
}
