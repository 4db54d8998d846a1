package io.tidemark.jobs.laterepair;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidemark.functions.window.WindowBounds;
import java.time.Instant;

/** The rows that a job with windows writes, as JSON. */
final class Rows {

  static final String EVENT = "event";
  static final String EVENTS = "events";
  static final String KEY = "key";
  static final String EVENT_TIME = "event_time";

  private Rows() {}

  /** Reads rows without rounding a number. */
  static ObjectReader reader() {
    return new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).reader();
  }

  /** Whether it is one of results; if not, it is to be one of late events. */
  static boolean isResult(JsonNode row) {
    return row.has("op");
  }

  /** A window of two times by their names, in ISO-8601. */
  static WindowBounds bounds(JsonNode row, String start, String end) {
    return new WindowBounds(time(row, start), time(row, end));
  }

  /** A time in ISO-8601, epoch milliseconds. */
  static long time(JsonNode row, String name) {
    return Instant.parse(row.path(name).asText()).toEpochMilli();
  }
}
