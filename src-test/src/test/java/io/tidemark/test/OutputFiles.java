package io.tidemark.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a job wrote to a folder. */
record OutputFiles(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  List<JsonNode> results() {
    return rows("results.jsonl");
  }

  List<JsonNode> late() {
    return rows("late.jsonl");
  }

  List<JsonNode> deadLetters() {
    return rows("dead-letters.jsonl");
  }

  List<JsonNode> ledger() {
    return rows("ledger.jsonl");
  }

  JsonNode finalLedger() {
    JsonNode last = ledger().get(ledger().size() - 1);
    if (!last.path("final").asBoolean()) {
      throw new AssertionError("no final row: " + last);
    }
    return last;
  }

  /** The last count of each key and window, as {@code key@start}. */
  Map<String, Long> view() {
    return fold(results(), "count");
  }

  static Map<String, Long> fold(List<JsonNode> results, String column) {
    Map<String, Long> view = new TreeMap<>();
    for (JsonNode result : results) {
      view.put(windowOf(result), result.path(column).asLong());
    }
    return view;
  }

  static String windowOf(JsonNode result) {
    return result.path("key").asText()
        + "@"
        + Instant.parse(result.path("window_start").asText()).toEpochMilli();
  }

  /** The counts of a ledger's row that are not zero. */
  static Map<String, Long> counts(JsonNode row) {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> column : row.properties()) {
      if (column.getValue().isNumber() && column.getValue().asLong() != 0) {
        counts.put(column.getKey(), column.getValue().asLong());
      }
    }
    counts.remove("checkpoint");
    return counts;
  }

  private List<JsonNode> rows(String file) {
    try {
      return Files.readAllLines(folder.resolve(file)).stream().map(OutputFiles::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
