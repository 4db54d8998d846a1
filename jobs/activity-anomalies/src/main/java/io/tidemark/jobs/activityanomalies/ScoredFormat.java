package io.tidemark.jobs.activityanomalies;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.anomaly.Scored;
import io.tidemark.jobs.kit.sink.Json;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.types.RowKind;

/**
 * Scores as a changelog. In Kafka a row's key is its key and window; the value of a record has
 * none, and nothing replaces it.
 */
final class ScoredFormat implements OutputFormat<Scored> {

  private static final long serialVersionUID = 1;

  @Override
  public void writeFields(Scored row, JsonGenerator json) throws IOException {
    json.writeStringField("op", row.op().shortString());
    writeKey(row, json);
    Json.writeTime(json, "event_time", row.eventTime());
    json.writeNumberField("value", row.value());
    json.writeNumberField("score", row.score());
    json.writeNumberField("expected_low", row.expectedLow());
    json.writeNumberField("expected_high", row.expectedHigh());
    json.writeBooleanField("alert", row.alert());
    json.writeStringField("reason", row.reason());
  }

  private static void writeKey(Scored row, JsonGenerator json) throws IOException {
    json.writeStringField("key", row.key());
    if (row.window() != null) {
      Json.writeTime(json, "window_start", row.window().start());
      Json.writeTime(json, "window_end", row.window().end());
    }
  }

  @Override
  public KafkaRecord toKafka(Scored row) {
    return new KafkaRecord(Json.object(json -> writeKey(row, json)), toLine(row), Map.of());
  }

  /** The latest row of each window, and a tombstone for an alert that is none any more. */
  @Override
  public KafkaRecord toUpsert(Scored row) {
    if (row.op() == RowKind.UPDATE_BEFORE) {
      // The row that replaces it follows.
      return null;
    }
    KafkaRecord record = toKafka(row);
    return row.op() == RowKind.DELETE ? new KafkaRecord(record.key(), null, Map.of()) : record;
  }
}
