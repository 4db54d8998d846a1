package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.window.WindowResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** Window results: the columns that all of them have, then the job's own. */
public final class WindowResultFormat<V> implements OutputFormat<WindowResult<V>> {

  private static final long serialVersionUID = 1;

  /** Writes the columns of one job. */
  @FunctionalInterface
  public interface Columns<V> extends Serializable {
    void write(V value, JsonGenerator json) throws IOException;
  }

  private final Columns<V> columns;

  public WindowResultFormat(Columns<V> columns) {
    this.columns = columns;
  }

  @Override
  public void writeFields(WindowResult<V> result, JsonGenerator json) throws IOException {
    json.writeStringField("op", result.op().shortString());
    writeKey(result, json);
    json.writeStringField("timing", result.timing().name());
    json.writeNumberField("pane", result.pane());
    json.writeBooleanField("last", result.last());
    columns.write(result.value(), json);
  }

  /** Keyed by key and window, so that a compacted topic keeps each window's newest pane. */
  @Override
  public KafkaRecord toKafka(WindowResult<V> result) {
    return new KafkaRecord(Json.object(json -> writeKey(result, json)), toLine(result), Map.of());
  }

  private static void writeKey(WindowResult<?> result, JsonGenerator json) throws IOException {
    json.writeStringField("key", result.key());
    Json.writeTime(json, "window_start", result.window().start());
    Json.writeTime(json, "window_end", result.window().end());
  }
}
