package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.WindowResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.RowKind;

/**
 * Window results: the columns that all of them have, then the job's own.
 *
 * <p>In Kafka a row's key is its key and window, so that all rows of one window are in one
 * partition and stay in the order in which the window emitted them; where a window has several
 * rows, the columns that tell them apart are in the key too. A session that was absorbed and the
 * one that has absorbed it have different keys and may be in different partitions. Nothing depends
 * on their order: no row follows the one that deletes a session, so whoever has read both
 * partitions has the same view, in whatever order they were read.
 */
public final class WindowResultFormat<V> implements OutputFormat<WindowResult<V>> {

  private static final long serialVersionUID = 1;

  /** The columns that all results of windows have, one that only replay writes among them. */
  public static final List<String> COLUMNS =
      List.of("op", "key", "window_start", "window_end", "timing", "pane", "last", "emitted_at");

  /** Writes the columns of one job. */
  @FunctionalInterface
  public interface Columns<V> extends Serializable {
    void write(V value, JsonGenerator json) throws IOException;
  }

  /** Writes the columns of one job that depend on more than the value. */
  @FunctionalInterface
  public interface RowColumns<V> extends Serializable {
    void write(WindowResult<V> row, JsonGenerator json) throws IOException;
  }

  private final Accumulation accumulation;
  private final RowColumns<V> columns;
  private final Columns<V> keyColumns;

  /**
   * Windows that have one row.
   *
   * @param accumulation what rows are to say of those before them: only {@link
   *     Accumulation#RETRACTING} writes the rows that take others back
   * @param columns the job's own columns
   */
  public WindowResultFormat(Accumulation accumulation, Columns<V> columns) {
    this(accumulation, columns, (value, json) -> {});
  }

  /**
   * The same for a job with several rows for each key and window.
   *
   * @param keyColumns those of the job's columns that tell these rows apart; they are part of the
   *     Kafka key. No row may come without a value then
   */
  public WindowResultFormat(Accumulation accumulation, Columns<V> columns, Columns<V> keyColumns) {
    this((row, json) -> columns.write(row.value(), json), keyColumns, accumulation);
  }

  private WindowResultFormat(
      RowColumns<V> columns, Columns<V> keyColumns, Accumulation accumulation) {
    this.accumulation = accumulation;
    this.columns = columns;
    this.keyColumns = keyColumns;
  }

  /** The same where columns depend on more than the value, such as the key. */
  public static <V> WindowResultFormat<V> ofRows(Accumulation accumulation, RowColumns<V> columns) {
    return new WindowResultFormat<>(columns, (value, json) -> {}, accumulation);
  }

  @Override
  public void writeFields(WindowResult<V> result, JsonGenerator json) throws IOException {
    json.writeStringField("op", result.op().shortString());
    writeWindow(result, json);
    json.writeStringField("timing", result.timing().name());
    json.writeNumberField("pane", result.pane());
    json.writeBooleanField("last", result.last());
    columns.write(result, json);
  }

  @Override
  public boolean isWritten(WindowResult<V> result) {
    boolean takesBack = result.op() == RowKind.UPDATE_BEFORE || result.op() == RowKind.DELETE;
    return !takesBack || accumulation == Accumulation.RETRACTING;
  }

  /** Every row that is a line. */
  @Override
  public KafkaRecord toKafka(WindowResult<V> result) {
    byte[] line = toLine(result);
    return line == null ? null : new KafkaRecord(key(result), line, Map.of());
  }

  /** The latest row of each window, and a tombstone for each session that is no more. */
  @Override
  public KafkaRecord toUpsert(WindowResult<V> result) {
    return switch (result.op()) {
      case INSERT, UPDATE_AFTER -> new KafkaRecord(key(result), toLine(result), Map.of());
      // The row that replaces it follows.
      case UPDATE_BEFORE -> null;
      case DELETE -> new KafkaRecord(key(result), null, Map.of());
    };
  }

  private byte[] key(WindowResult<V> result) {
    return Json.object(
        json -> {
          writeWindow(result, json);
          keyColumns.write(result.value(), json);
          if (accumulation == Accumulation.DISCARDING) {
            // Shares add up: none may replace another.
            json.writeNumberField("pane", result.pane());
          }
        });
  }

  private static void writeWindow(WindowResult<?> result, JsonGenerator json) throws IOException {
    json.writeStringField("key", result.key());
    Json.writeTime(json, "window_start", result.window().start());
    Json.writeTime(json, "window_end", result.window().end());
  }
}
