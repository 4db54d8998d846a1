package io.tidemark.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.local.cli.JobCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongFunction;

/**
 * What a replay wrote, in short. Scripts are written in short as well; times are milliseconds:
 *
 * <pre>
 * x@5 at 100       an event with key x and event time 5, at processing time 100
 * x@5=7 at 100     the same with value 7
 * x@5              the same without a processing time
 * watermark 9 at 101
 * at 150
 * </pre>
 *
 * Any other line is written as it is. Results come back as {@code 101: +I x [0,10) ON_TIME 0 = 2}:
 * emitted at, op, key, window, timing, pane, value, and {@code last} if it is.
 */
record Replayed(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COMMON =
      List.of("op", "key", "window_start", "window_end", "timing", "pane", "last", "emitted_at");

  /**
   * Replays a script.
   *
   * @param folder an empty folder for script and output
   * @param job the job and its parameters, as on a command line
   */
  static Replayed script(Path folder, String job, String... lines) throws Exception {
    return file(folder, job, Files.write(folder.resolve("script.jsonl"), written(lines)));
  }

  /** Replays a script that is a file already. */
  static Replayed file(Path folder, String job, Path file) throws Exception {
    List<String> args = new ArrayList<>(Arrays.asList(job.split(" +")));
    Path output = folder.resolve("out");
    args.addAll(List.of("--input", file.toString(), "--output", output.toString()));
    ReplayPlan plan = ReplayPlan.of(JobCatalog.namedBy(args), args.subList(1, args.size()));
    Replay<?> replay = Replay.of(plan.job(), plan.parameters());
    try (OutputFolder written = OutputFolder.open(output)) {
      replay.play(Script.check(plan.input()), written);
    }
    return new Replayed(output);
  }

  /** The lines as a script has them. */
  static List<String> written(String... lines) {
    return Arrays.stream(lines).map(Replayed::written).toList();
  }

  private static String written(String line) {
    if (line.startsWith("{") || !line.matches("(\\w+@-?\\d+\\S*|watermark -?\\d+|at -?\\d+).*")) {
      return line;
    }
    StringJoiner json = new StringJoiner(",", "{", "}");
    List<String> words = List.of(line.split(" ", -1));
    for (int i = 0; i < words.size(); i++) {
      String[] parts = words.get(i).split("[@=]", -1);
      if (words.get(i).contains("@")) {
        json.add(
            String.format(
                "\"event\":{\"item_id\":\"%s\",\"user_id\":\"%s\",\"event_time\":%s,\"value\":%s}",
                parts[0], parts[0], parts[1], parts.length == 3 ? parts[2] : "1"));
      } else {
        json.add("\"" + words.get(i) + "\":" + words.get(++i));
      }
    }
    return json.toString();
  }

  List<String> results() throws IOException {
    return results(Long::toString);
  }

  /** The results with times of day in place of milliseconds. */
  List<String> resultsByTheClock() throws IOException {
    return results(
        millis ->
            DateTimeFormatter.ISO_LOCAL_TIME.format(
                Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC)));
  }

  private List<String> results(LongFunction<String> time) throws IOException {
    List<String> results = new ArrayList<>();
    for (JsonNode row : rows("results")) {
      StringJoiner values = new StringJoiner(" ");
      for (Map.Entry<String, JsonNode> column : row.properties()) {
        if (!COMMON.contains(column.getKey())) {
          values.add(column.getValue().asText());
        }
      }
      results.add(
          String.format(
              "%s: %s %s [%s,%s) %s %d = %s%s",
              time.apply(millis(row, "emitted_at")),
              row.path("op").asText(),
              row.path("key").asText(),
              time.apply(millis(row, "window_start")),
              time.apply(millis(row, "window_end")),
              row.path("timing").asText(),
              row.path("pane").asInt(),
              values,
              row.path("last").asBoolean() ? " last" : ""));
    }
    return results;
  }

  /** Late events: {@code x@5 by 20 late_partial: [0,10) [5,15)}. */
  List<String> late() throws IOException {
    List<String> late = new ArrayList<>();
    for (JsonNode row : rows("late")) {
      StringJoiner windows = new StringJoiner(" ");
      row.path("missed_windows")
          .forEach(
              missed ->
                  windows.add(
                      String.format("[%d,%d)", millis(missed, "start"), millis(missed, "end"))));
      late.add(
          String.format(
              "%s@%d by %d %s: %s",
              row.path("event").path("item_id").asText(),
              millis(row, "event_time"),
              millis(row, "watermark"),
              row.path("outcome").asText(),
              windows));
    }
    return late;
  }

  List<JsonNode> deadLetters() throws IOException {
    return rows("dead-letters");
  }

  /** The final row's counts that are not zero. */
  LedgerCounts books() throws IOException {
    List<JsonNode> ledger = rows("ledger");
    JsonNode last = ledger.get(ledger.size() - 1);
    if (ledger.size() != 1
        || last.path("checkpoint").asInt() != 1
        || !last.path("final").asBoolean()
        || !last.path("balanced").asBoolean()) {
      throw new AssertionError("not one final row that balances: " + ledger);
    }
    LedgerCounts counts = new LedgerCounts();
    for (Entry entry : Entry.values()) {
      counts.add(entry, last.path(entry.column()).asLong());
    }
    return counts;
  }

  private List<JsonNode> rows(String output) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines(output)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /** An output's lines as they are. */
  List<String> lines(String output) throws IOException {
    return Files.readAllLines(folder.resolve(output + ".jsonl"));
  }

  private static long millis(JsonNode row, String column) {
    return Instant.parse(row.path(column).asText()).toEpochMilli();
  }
}
