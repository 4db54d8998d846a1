package io.tidemark.jobs.trendingitems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job from a file to files, in a MiniCluster. */
class TrendingItemsRunTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long T0 = Instant.parse("2026-01-01T10:00:00Z").toEpochMilli();
  private static final long SIZE = 60_000;
  private static final int TOP = 4;

  @TempDir private Path folder;

  /** The clicks that count, by segment and window: how many each item has. */
  private final Map<String, Map<Long, Map<String, Long>>> counts = new HashMap<>();

  private int malformed;

  @ParameterizedTest
  @CsvSource({
    "1, 60s, all,      accumulating, 0",
    "2, 20s, segments, retracting,   2",
    "4, 7s,  segments, accumulating, 0",
  })
  void theRanksAtTheEndAreThoseOfAllEventsCountedAndSorted(
      String parallelism, String slide, String by, String accumulation, String earlyCount)
      throws Exception {
    long slideMs = Long.parseLong(slide.replace("s", "")) * 1_000;
    write(feed(parallelism.hashCode(), by.equals("segments"), slideMs));

    run(
        Map.of(
            "parallelism", parallelism,
            "window.slide", slide,
            "window.accumulation", accumulation,
            "window.early-count", earlyCount,
            "window.allowed-lateness", "1h",
            "dedup.horizon", "1h",
            "top.n", Integer.toString(TOP)),
        by.equals("segments") ? Map.of("top.segment", "/lang") : Map.of());

    assertThat(view(accumulation.equals("retracting"))).isEqualTo(expected());
    assertThat(lines("ledger.jsonl").get(0))
        .contains("\"malformed\":" + malformed + ",")
        .endsWith("\"balanced\":true}");
    assertThat(lines("dead-letters.jsonl")).hasSize(malformed);
  }

  /** Disordered by up to ten minutes, with copies and broken records. */
  private List<String> feed(int seed, boolean segments, long slideMs) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    List<String> valid = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String item = "i" + Math.min(random.nextInt(20), random.nextInt(20)) * 7 % 20;
      String lang = List.of("de", "en", "").get(random.nextInt(3));
      long time = T0 + i * 900L - random.nextInt(random.nextInt(10) == 0 ? 600_000 : 5_000);
      valid.add(
          String.format(
              "{\"event_id\":\"e%d\",\"item_id\":\"%s\",\"lang\":\"%s\",\"event_time\":%d}",
              i, item, lang, time));
      lines.add(valid.get(i));
      for (long start = Math.floorDiv(time, slideMs) * slideMs;
          start > time - SIZE;
          start -= slideMs) {
        counts
            .computeIfAbsent(segments ? lang : "all", s -> new HashMap<>())
            .computeIfAbsent(start, s -> new HashMap<>())
            .merge(item, 1L, Long::sum);
      }
      if (random.nextInt(8) == 0) {
        lines.add(
            random.nextBoolean() ? broken(segments) : valid.get(random.nextInt(valid.size())));
      }
    }
    return lines;
  }

  /** An event without a segment is of no use where there are segments. */
  private String broken(boolean segments) {
    malformed++;
    return segments ? "{\"event_id\":\"e\",\"item_id\":\"i7\",\"event_time\":" + T0 + "}" : "{";
  }

  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    counts.forEach(
        (segment, windows) ->
            windows.forEach(
                (start, items) -> {
                  List<Map.Entry<String, Long>> sorted = new ArrayList<>(items.entrySet());
                  sorted.sort(
                      Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                          .thenComparing(Map.Entry.comparingByKey()));
                  for (int i = 0; i < Math.min(TOP, sorted.size()); i++) {
                    expected.put(
                        segment + "@" + Instant.ofEpochMilli(start) + "#" + (i + 1),
                        sorted.get(i).getKey() + "=" + sorted.get(i).getValue());
                  }
                }));
    return expected;
  }

  /** What the changelog makes; no row may be out of place in it. */
  private Map<String, String> view(boolean retracting) throws IOException {
    Map<String, String> view = new TreeMap<>();
    for (String line : lines("results.jsonl")) {
      JsonNode row = JSON.readTree(line);
      String rank =
          row.get("key").asText()
              + "@"
              + Instant.parse(row.get("window_start").asText())
              + "#"
              + row.get("rank").asInt();
      String item = row.get("item").asText() + "=" + row.get("count").asLong();
      switch (row.get("op").asText()) {
        case "+I" -> assertThat(view.put(rank, item)).as(line).isNull();
        case "-U" -> assertThat(view.remove(rank)).as(line).isEqualTo(item);
        default -> assertThat(view.put(rank, item) == null).as(line).isEqualTo(retracting);
      }
    }
    return view;
  }

  private void write(List<String> lines) throws IOException {
    Files.write(folder.resolve("events.jsonl"), lines);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("out").resolve(file));
  }

  private void run(Map<String, String> some, Map<String, String> more) throws Exception {
    TrendingItemsJob job = new TrendingItemsJob();
    Map<String, String> values = new HashMap<>(some);
    values.putAll(more);
    values.putAll(
        Map.of(
            "source", "file",
            "source.path", folder.resolve("events.jsonl").toString(),
            "sink", "file",
            "sink.path", folder.resolve("out").toString(),
            "window.size", "1min",
            "watermark.emit", "per-event",
            "checkpoint.interval", "0"));
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(values));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    env.execute(job.name());
  }
}
