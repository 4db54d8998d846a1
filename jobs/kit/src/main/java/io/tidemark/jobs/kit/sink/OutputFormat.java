package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** How the rows of one output are written: as a line of JSON, and to Kafka. */
public interface OutputFormat<R> extends Serializable {

  /** Writes a row's fields into a JSON object that is already open. */
  void writeFields(R row, JsonGenerator json) throws IOException;

  /** Whether a row is written where all rows are. */
  default boolean isWritten(R row) {
    return true;
  }

  /** The row as one line of JSON, without the line's end; null if it is not written. */
  default byte[] toLine(R row) {
    return isWritten(row) ? Json.object(json -> writeFields(row, json)) : null;
  }

  /**
   * The row as a topic of all rows gets it, null if it is not written there. Unless a format says
   * otherwise: its JSON without a key.
   */
  default KafkaRecord toKafka(R row) {
    return new KafkaRecord(null, toLine(row), Map.of());
  }

  /**
   * The row as a topic gets it in which the latest record of each key counts, null if it is not
   * written there. Unless a format says otherwise: as a topic of all rows gets it, since a row is
   * never replaced.
   */
  default KafkaRecord toUpsert(R row) {
    return toKafka(row);
  }

  /**
   * The topic that a row goes to.
   *
   * @param topic the output's topic, which unless a format says otherwise gets all rows
   */
  default String topic(R row, String topic) {
    return topic;
  }

  /**
   * A record for Kafka.
   *
   * @param key may be null
   * @param value may be null
   * @param headers by name
   */
  record KafkaRecord(
      @SuppressWarnings("ArrayRecordComponent") byte[] key,
      @SuppressWarnings("ArrayRecordComponent") byte[] value,
      Map<String, byte[]> headers) {}
}
