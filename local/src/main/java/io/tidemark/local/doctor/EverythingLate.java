package io.tidemark.local.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Of the events that are for a window, most come too late for it. */
final class EverythingLate implements Check {

  private static final double MOST = 0.5;
  private static final long ENOUGH = 100;

  @Override
  public Optional<Finding> find(Examination examination) {
    List<JsonNode> books = examination.after().topics().map(Topics::books).orElse(List.of());
    if (books.isEmpty()) {
      return Optional.empty();
    }
    JsonNode last = books.get(books.size() - 1);
    JsonNode first = books.get(0);
    long late = since(first, last, "late_dropped", "late_partial");
    long judged = late + since(first, last, "on_time", "late_refined");
    if (judged < ENOUGH) {
      late = since(null, last, "late_dropped", "late_partial");
      judged = late + since(null, last, "on_time", "late_refined");
    }
    if (judged < ENOUGH || late < MOST * judged) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "everything-late",
            String.format(
                "%s of %s events (%s) came when their windows were gone",
                Words.count(late), Words.count(judged), Words.percent((double) late / judged)),
            "./tidemark profile shows how late they are; wait longer"
                + " (watermark.max-out-of-orderness), keep windows (window.allowed-lateness), or, if"
                + " an old feed is read after a new one, start from a new state"));
  }

  private static long since(JsonNode first, JsonNode last, String... columns) {
    long sum = 0;
    for (String column : columns) {
      sum += last.path(column).asLong() - (first == null ? 0 : first.path(column).asLong());
    }
    return sum;
  }
}
