package io.tidemark.jobs.videoanalytics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.jobs.kit.sink.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * How one video was watched in one window, or one group of its views.
 *
 * @param views how many there were
 * @param watchMs how long they lasted together, exactly, in milliseconds
 * @param uniqueViewers by how many different users, about
 * @param watchP50Ms the median of how long they lasted, about, in milliseconds; null if none says
 * @param watchP95Ms what 95 % of them lasted at most, likewise
 */
public record Audience(
    long views, BigDecimal watchMs, long uniqueViewers, Long watchP50Ms, Long watchP95Ms) {

  static final List<String> COLUMNS =
      List.of("views", "watch_ms", "unique_viewers", "watch_p50_ms", "watch_p95_ms");

  void writeColumns(JsonGenerator json) throws IOException {
    json.writeNumberField("views", views);
    Json.writeDecimal(json, "watch_ms", watchMs);
    json.writeNumberField("unique_viewers", uniqueViewers);
    write(json, "watch_p50_ms", watchP50Ms);
    write(json, "watch_p95_ms", watchP95Ms);
  }

  private static void write(JsonGenerator json, String column, Long ms) throws IOException {
    if (ms == null) {
      json.writeNullField(column);
    } else {
      json.writeNumberField(column, ms);
    }
  }
}
