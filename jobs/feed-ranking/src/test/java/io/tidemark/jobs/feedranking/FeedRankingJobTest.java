package io.tidemark.jobs.feedranking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.sink.OutputFormat.KafkaRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedRankingJobTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long T0 = Instant.parse("2026-01-01T10:00:00Z").toEpochMilli();
  private static final Map<String, Integer> WEIGHTS =
      Map.of("view", 1, "click", 3, "like", 5, "share", 8);
  private static final List<String> TYPES = List.of("view", "click", "like", "share", "buy");

  private final FeedRankingJob job = new FeedRankingJob();

  @TempDir private Path folder;

  private record Act(String id, String user, String item, String type, long time) {
    String json() {
      return String.format(
          "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"type\":\"%s\","
              + "\"event_time\":%d}",
          id, user, item, type, time);
    }
  }

  @Test
  void ranksOfOneUserEarlyOnTimeAndLate() throws Exception {
    List<String> rows =
        run(
            List.of(
                new Act("1", "u1", "a", "click", T0 + 1_000).json(),
                new Act("2", "u1", "b", "view", T0 + 9_000).json(),
                new Act("3", "u1", "b", "buy", T0 + 9_500).json(),
                new Act("4", "u1", "c", "view", T0 + 25_000).json(),
                // Late, and nearer to the window's end than the click.
                new Act("5", "u1", "b", "view", T0 + 9_000).json(),
                new Act("6", "u1", "c", "view", T0 + 26_000).json()),
            Map.of(
                "window.size", "10s",
                "window.accumulation", "retracting",
                "window.allowed-lateness", "1min",
                "rank.half-life", "8s"));

    assertThat(rows)
        .filteredOn(row -> row.contains("10:00:10.000Z\",\"timing\""))
        .containsExactly(
            // 3 * 2^(-9/8), 1 * 2^(-1/8)
            row("+I", "00", "10", "ON_TIME", 0, 1, "a", "1.375506"),
            row("+I", "00", "10", "ON_TIME", 0, 2, "b", "0.917004"),
            row("-U", "00", "10", "LATE", 1, 1, "a", "1.375506"),
            row("+U", "00", "10", "LATE", 1, 1, "b", "1.834008"),
            row("-U", "00", "10", "LATE", 1, 2, "b", "0.917004"),
            row("+U", "00", "10", "LATE", 1, 2, "a", "1.375506"));
    assertThat(Files.readString(folder.resolve("out").resolve("ledger.jsonl")))
        .contains("\"read\":6,", "\"filtered\":1,", "\"balanced\":true");
  }

  @Test
  void inKafkaARankIsPartOfTheKey() {
    FeedRankingParams params =
        job.params(Parameters.of(JobParameters.all(job), List.of(Map.of("window.size", "10s"))));
    WindowResult<RankedItem> row =
        new WindowResult<>(
            RowKind.DELETE,
            "u1",
            new WindowBounds(T0, T0 + 10_000),
            Timing.LATE,
            2,
            1,
            false,
            new RankedItem(3, "a", 1_500_000));

    KafkaRecord record = job.resultFormat(params).toUpsert(row);
    assertThat(new String(record.key(), UTF_8))
        .isEqualTo(
            "{\"key\":\"u1\",\"window_start\":\"2026-01-01T10:00:00.000Z\","
                + "\"window_end\":\"2026-01-01T10:00:10.000Z\",\"rank\":3}");
    assertThat(record.value()).isNull();
  }

  /** Against the formula, on streams that are out of order and say things twice. */
  @Test
  void theFinalViewIsWhatTheFormulaSaysWhateverTheOrder() throws Exception {
    Random random = new Random(11);
    List<Act> acts = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      acts.add(
          new Act(
              "e" + i,
              "u" + random.nextInt(6),
              "i" + random.nextInt(9),
              TYPES.get(random.nextInt(TYPES.size())),
              T0 + random.nextInt(120_000)));
    }
    TreeMap<Long, Map<String, Long>> trends = new TreeMap<>();
    Path trendFile = Files.write(folder.resolve("trends.jsonl"), trends(random, trends));
    Map<String, String> settings = new HashMap<>();
    settings.putAll(Map.of("window.size", "20s", "window.slide", "5s", "rank.half-life", "7s"));
    settings.putAll(Map.of("rank.top", "4", "rank.trend-weight", "2.5", "dedup.horizon", "1h"));
    settings.putAll(Map.of("rank.trends", "file", "rank.trends.path", trendFile.toString()));
    settings.putAll(Map.of("window.allowed-lateness", "5min", "parallelism", "2"));
    settings.put("window.accumulation", "retracting");
    Map<String, List<Double>> expected = expected(acts, trends, 20_000, 5_000, 4);

    Set<Map<String, JsonNode>> views = new HashSet<>();
    for (String backend : List.of("hashmap", "rocksdb")) {
      List<String> feed = new ArrayList<>();
      acts.forEach(act -> feed.add(act.json()));
      acts.subList(0, 200).forEach(act -> feed.add(act.json()));
      Collections.shuffle(feed, random);
      settings.put("state.backend", backend);
      views.add(view(run(feed, settings)));
    }

    assertThat(views).hasSize(1);
    Map<String, JsonNode> view = views.iterator().next();
    Map<String, List<Double>> scores = new HashMap<>();
    view.forEach(
        (cell, row) -> {
          String window = row.path("key").asText() + " " + row.path("window_end").asText();
          List<Double> ranked =
              scores.computeIfAbsent(
                  window, w -> new ArrayList<>(Collections.nCopies(4, Double.NaN)));
          ranked.set(row.path("rank").asInt() - 1, row.path("score").asDouble());
        });
    assertThat(scores.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (window, ranking) -> {
          for (int rank = 0; rank < ranking.size(); rank++) {
            assertThat(scores.get(window).get(rank))
                .as(window)
                .isCloseTo(ranking.get(rank), within(1e-6));
          }
        });
  }

  /** The scores of each user and window, the best first. */
  private static Map<String, List<Double>> expected(
      List<Act> acts,
      NavigableMap<Long, Map<String, Long>> trends,
      long size,
      long slide,
      int top) {
    Map<String, Map<String, Double>> byWindow = new HashMap<>();
    for (Act act : acts) {
      if (WEIGHTS.containsKey(act.type)) {
        for (long end = Math.floorDiv(act.time, slide) * slide + slide;
            end <= act.time + size;
            end += slide) {
          byWindow
              .computeIfAbsent(
                  act.user + " " + Instant.ofEpochMilli(end).toString().replace("Z", ".000Z"),
                  window -> new HashMap<>())
              .merge(
                  act.item,
                  WEIGHTS.get(act.type) * Math.pow(2, -(end - act.time) / 7_000.0),
                  Double::sum);
        }
      }
    }
    Map<String, List<Double>> expected = new HashMap<>();
    byWindow.forEach(
        (window, items) -> {
          long end = Instant.parse(window.substring(window.indexOf(' ') + 1)).toEpochMilli();
          Map<String, Long> trend =
              trends.floorEntry(end) == null ? Map.of() : trends.floorEntry(end).getValue();
          items.replaceAll(
              (item, score) -> score + 2.5 * Math.log1p((double) trend.getOrDefault(item, 0L)));
          expected.put(
              window,
              items.values().stream().sorted(Collections.reverseOrder()).limit(top).toList());
        });
    return expected;
  }

  /** As trending-items writes them: sliding windows with early, retracting and late panes. */
  private static List<String> trends(Random random, Map<Long, Map<String, Long>> trends) {
    List<String> rows = new ArrayList<>();
    for (long end = T0 + 10_000; end <= T0 + 150_000; end += 10_000) {
      rows.add(trend("+I", end + 10_000, "EARLY", 1, "i1", 1_000_000));
      rows.add(trend("-U", end + 10_000, "EARLY", 1, "i1", 1_000_000));
      Map<String, Long> counts = new HashMap<>();
      List<String> items = new ArrayList<>(List.of("i0", "i1", "i2", "i3", "i9"));
      Collections.shuffle(items, random);
      for (int rank = 1; rank <= 3; rank++) {
        counts.put(items.get(rank), 10L * (4 - rank) + random.nextInt(10));
        rows.add(
            trend(
                rank == 1 ? "+U" : "+I",
                end,
                "ON_TIME",
                rank,
                items.get(rank),
                counts.get(items.get(rank))));
      }
      trends.put(end, counts);
      rows.add(trend("+I", end - 10_000, "LATE", 1, "i4", 1_000_000));
      rows.add("{\"no\":\"row\"}");
    }
    // The one that was only seen early is not complete by the end of the feed.
    return rows;
  }

  private static String trend(
      String op, long end, String timing, int rank, String item, long count) {
    return String.format(
        "{\"op\":\"%s\",\"key\":\"all\",\"window_start\":\"%s\",\"window_end\":\"%s\","
            + "\"timing\":\"%s\",\"pane\":0,\"last\":false,\"rank\":%d,\"item\":\"%s\","
            + "\"count\":%d}",
        op,
        Instant.ofEpochMilli(end - 20_000),
        Instant.ofEpochMilli(end),
        timing,
        rank,
        item,
        count);
  }

  /** What is there once all rows have been followed. */
  private static Map<String, JsonNode> view(List<String> rows) throws Exception {
    Map<String, JsonNode> view = new HashMap<>();
    for (String line : rows) {
      JsonNode row = JSON.readTree(line);
      String cell = row.path("key") + " " + row.path("window_end") + " " + row.path("rank");
      JsonNode content =
          JSON.createObjectNode()
              .put("key", row.path("key").asText())
              .put("window_end", row.path("window_end").asText())
              .put("rank", row.path("rank").asInt())
              .put("item", row.path("item").asText())
              .put("score", row.path("score").asText());
      switch (row.path("op").asText()) {
        case "+I" -> assertThat(view.put(cell, content)).isNull();
        case "+U" -> assertThat(view.put(cell, content)).isNull();
        default -> assertThat(view.remove(cell)).isEqualTo(content);
      }
    }
    return view;
  }

  private List<String> run(List<String> feed, Map<String, String> settings) throws Exception {
    Path events = Files.write(folder.resolve("events.jsonl"), feed);
    Path out = folder.resolve("out");
    Map<String, String> values = new HashMap<>();
    values.putAll(Map.of("source", "file", "source.path", events.toString()));
    values.putAll(Map.of("sink", "file", "sink.path", out.toString(), "group.by", "user"));
    values.putAll(Map.of("watermark.max-out-of-orderness", "0s", "watermark.emit", "per-event"));
    values.putAll(Map.of("parallelism", "1", "checkpoint.interval", "0"));
    values.putAll(settings);
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(values));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    env.execute(job.name());
    assertThat(Files.readString(out.resolve("ledger.jsonl"))).contains("\"balanced\":true");
    assertThat(out.resolve("late.jsonl")).isEmptyFile();
    return Files.readAllLines(out.resolve("results.jsonl"));
  }

  private static String row(
      String op,
      String start,
      String end,
      String timing,
      int pane,
      int rank,
      String item,
      String score) {
    return String.format(
        "{\"op\":\"%s\",\"key\":\"u1\",\"window_start\":\"2026-01-01T10:00:%s.000Z\","
            + "\"window_end\":\"2026-01-01T10:00:%s.000Z\",\"timing\":\"%s\",\"pane\":%d,"
            + "\"last\":false,\"rank\":%d,\"item\":\"%s\",\"score\":%s}",
        op, start, end, timing, pane, rank, item, score);
  }
}
