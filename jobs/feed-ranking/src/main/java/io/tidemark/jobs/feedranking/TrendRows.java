package io.tidemark.jobs.feedranking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidemark.functions.window.Timing;
import io.tidemark.jobs.kit.source.RowReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.RowKind;

/**
 * Reads the results of trending-items, those of one key.
 *
 * <p>Late panes are passed over: a trend counts as it was known when its window was complete. A
 * correction would come before some feeds that it changes and after others, as chance has it, and
 * the same streams would give other scores the next time.
 */
final class TrendRows implements RowReader<TrendRow> {

  private static final long serialVersionUID = 1;

  private static final ObjectReader JSON = new ObjectMapper().reader();

  private final String key;

  /**
   * @param key the key whose rows count: a segment, or that of all events
   */
  TrendRows(String key) {
    this.key = key;
  }

  @Override
  public TrendRow read(byte[] row) throws IOException {
    JsonNode json = JSON.readTree(row);
    String timing = required(json, "timing").asText();
    if (!required(json, "key").asText().equals(key) || timing.equals(Timing.LATE.name())) {
      return null;
    }
    int rank = required(json, "rank").asInt();
    long count = required(json, "count").asLong();
    if (rank < 1 || count < 0) {
      throw new IOException("rank " + rank + ", count " + count);
    }
    return new TrendRow(
        op(required(json, "op").asText()),
        time(required(json, "window_end").asText()),
        rank,
        required(json, "item").asText(),
        count,
        timing.equals(Timing.ON_TIME.name()));
  }

  private static JsonNode required(JsonNode json, String column) throws IOException {
    JsonNode value = json.path(column);
    if (!value.isValueNode() || value.isNull()) {
      throw new IOException("no " + column);
    }
    return value;
  }

  private static RowKind op(String op) throws IOException {
    return Arrays.stream(RowKind.values())
        .filter(kind -> kind.shortString().equals(op))
        .findFirst()
        .orElseThrow(() -> new IOException("op " + op));
  }

  private static long time(String text) throws IOException {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IOException("window_end " + text, e);
    }
  }

  @Override
  public TypeInformation<TrendRow> type() {
    return TypeInformation.of(TrendRow.class);
  }

  @Override
  public long time(TrendRow row) {
    return row.completeAt();
  }

  /** An early row is about a window that is still open: others, that end before it, are to come. */
  @Override
  public boolean tellsTime(TrendRow row) {
    return row.onTime();
  }
}
