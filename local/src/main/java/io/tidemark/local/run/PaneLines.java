package io.tidemark.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the results that came at once into lines: panes into one for each window and timing, rows
 * of no window into one for all of them.
 */
final class PaneLines {

  private static final int KEYS_SHOWN = 6;
  private static final int CHARACTERS_SHOWN = 120;
  private static final Set<String> COMMON_COLUMNS =
      Set.of("op", "key", "window_start", "window_end", "timing", "pane", "last");

  private PaneLines() {}

  static List<String> of(List<JsonNode> results) {
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    List<JsonNode> ofNoWindow = new ArrayList<>();
    for (JsonNode result : results) {
      if (!result.has("window_start")) {
        ofNoWindow.add(result);
        continue;
      }
      if (result.path("op").asText().startsWith("-")) {
        // What is taken back has been shown, and what replaces it is shown too.
        continue;
      }
      String group =
          String.format(
              "%-7s  %s – %s",
              result.path("timing").asText(),
              clock(result.path("window_start").asText()),
              clock(result.path("window_end").asText()));
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(result);
    }
    List<String> lines = new ArrayList<>();
    groups.forEach((group, panes) -> lines.add(group + "  " + describe(panes)));
    if (!ofNoWindow.isEmpty()) {
      lines.add(
          ofNoWindow.size()
              + " rows, the last: "
              + shortened(ofNoWindow.get(ofNoWindow.size() - 1)));
    }
    return lines;
  }

  private static String shortened(JsonNode row) {
    String text = row.toString();
    return text.length() <= CHARACTERS_SHOWN ? text : text.substring(0, CHARACTERS_SHOWN) + "…";
  }

  private static String describe(List<JsonNode> panes) {
    String shown =
        panes.stream()
            .sorted(Comparator.comparingDouble(PaneLines::size).reversed())
            .limit(KEYS_SHOWN)
            .map(PaneLines::describe)
            .collect(Collectors.joining(" · "));
    return panes.size() > KEYS_SHOWN ? shown + " · … " + panes.size() + " keys" : shown;
  }

  private static String describe(JsonNode pane) {
    StringBuilder text = new StringBuilder(pane.path("key").asText());
    for (Map.Entry<String, JsonNode> column : pane.properties()) {
      if (!COMMON_COLUMNS.contains(column.getKey())) {
        text.append(' ').append(column.getKey()).append('=').append(column.getValue().asText());
      }
    }
    if (pane.path("pane").asInt() > 0) {
      text.append(" (pane ").append(pane.path("pane").asInt()).append(')');
    }
    return text.toString();
  }

  /** The first number among the job's own columns; of ranks, the first is the largest. */
  private static double size(JsonNode pane) {
    if (pane.has("rank")) {
      return -pane.path("rank").asDouble();
    }
    for (Map.Entry<String, JsonNode> column : pane.properties()) {
      if (!COMMON_COLUMNS.contains(column.getKey()) && column.getValue().isNumber()) {
        return column.getValue().asDouble();
      }
    }
    return 0;
  }

  /** The time of day of an instant such as 2026-01-01T10:00:00.000Z. */
  private static String clock(String instant) {
    return instant.substring(instant.indexOf('T') + 1, instant.length() - 1).replace(".000", "");
  }
}
