package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** video-analytics beside an exact recomputation, on random views that come in random order. */
final class VideoAnalyticsReplayTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String JOB =
      "video-analytics --event.time.format epoch-millis --filter.types view"
          + " --window.early-interval 7ms --window.allowed-lateness 10s";

  private static final int SIZE = 100;
  private static final int SLIDE = 30;
  private static final long GAP = 20;

  @TempDir Path folder;

  /** A view, or none if the type is another; null where the feed has nothing. */
  private record View(
      String video, String user, String type, int time, Number watchMs, String country, int tv) {

    String json() {
      return String.format(
          "{\"item_id\":\"%s\",\"user_id\":%s,\"type\":\"%s\",\"event_time\":%d,\"value\":%s,"
              + "\"country\":%s,\"device\":{\"tv\":%d}}",
          video, quoted(user), type, time, watchMs, quoted(country), tv);
    }

    private static String quoted(String text) {
      return text == null ? "null" : "\"" + text + "\"";
    }
  }

  /** What the final view says of one window of one group. */
  private record Row(String key, long start, long end) {

    static Row of(JsonNode row) {
      return new Row(
          row.path("key").asText(), millis(row, "window_start"), millis(row, "window_end"));
    }

    private static long millis(JsonNode row, String column) {
      return Instant.parse(row.path(column).asText()).toEpochMilli();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--window.size 100ms",
        "--window.size 100ms --window.slide 30ms",
        "--window.size 100ms --window.slide 30ms --window.accumulation retracting",
        "--window.size 100ms --window.slide 30ms --window.early-count 5",
        "--window.session-gap 20ms --window.accumulation retracting",
        "--window.size 100ms --video.dimensions /country,/device/tv",
        "--window.size 100ms --window.slide 30ms --video.dimensions /country,/device/tv",
        "--window.session-gap 20ms --window.accumulation retracting --video.dimensions /country"
      })
  void theFinalViewIsTheExactOneWhateverTheOrder(String settings) throws Exception {
    for (int seed = 1; seed <= 2; seed++) {
      Random random = new Random(seed);
      List<View> views = views(150, random);
      Map<Row, List<View>> expected = model(views, settings);
      Map<Row, JsonNode> inOrder = replay(settings, views, random);
      Collections.shuffle(views, random);
      Map<Row, JsonNode> shuffled = replay(settings, views, random);

      assertThat(shuffled).isEqualTo(inOrder);
      assertThat(shuffled.keySet()).isEqualTo(expected.keySet());
      expected.forEach((row, its) -> assertIsExact(shuffled.get(row), its));
    }
  }

  @Test
  void discardedSharesAddUp() throws Exception {
    List<View> views = views(150, new Random(1));
    Collections.shuffle(views, new Random(2));
    String settings = "--window.size 100ms --window.slide 30ms --window.accumulation discarding";
    Map<Row, Long> shares = new HashMap<>();
    for (JsonNode row : rows(play(settings, views, new Random(3)))) {
      shares.merge(Row.of(row), row.path("views").asLong(), Long::sum);
    }

    Map<Row, Long> expected = new HashMap<>();
    model(views, settings).forEach((row, its) -> expected.put(row, (long) its.size()));
    assertThat(shares).isEqualTo(expected);
  }

  @Test
  void anEventCountsOnceInTheBooksHoweverManyGroupsItIsIn() throws Exception {
    Replayed replayed =
        Replayed.script(
            folder,
            "video-analytics --event.time.format epoch-millis --filter.types view"
                + " --window.size 10ms --window.slide 5ms --window.allowed-lateness 0"
                + " --window.early-interval 0 --video.dimensions /country",
            view("x", 7, "DE"),
            "watermark 9 at 2",
            view("x", 8, "DE"),
            view("x", 4, "FR"),
            "watermark 14 at 5");

    assertThat(replayed.results())
        .containsExactly(
            "2: +I x [0,10) ON_TIME 0 = x 1 5 1 5 5 last",
            "2: +I x|country=DE [0,10) ON_TIME 0 = x DE 1 5 1 5 5 last",
            "5: +I x [5,15) ON_TIME 0 = x 2 10 1 5 5 last",
            "5: +I x|country=DE [5,15) ON_TIME 0 = x DE 2 10 1 5 5 last");
    assertThat(replayed.late())
        .containsExactly("x@8 by 9 late_partial: [0,10)", "x@4 by 9 late_dropped: [-5,5) [0,10)");
    assertThat(replayed.books())
        .hasToString(
            "read=3 on_time=1 late_partial=1 late_dropped=1 assigned=6 assigned_on_time=3"
                + " assigned_late_dropped=3");
  }

  private static String view(String video, int time, String country) {
    return String.format(
        "{\"event\":%s}", new View(video, "u", "view", time, 5, country, 0).json());
  }

  // ---------------------------------------------------------------- the model

  private static Map<Row, List<View>> model(List<View> views, String settings) {
    Map<String, List<View>> groups = new LinkedHashMap<>();
    for (View view : views) {
      if (view.type.equals("view")) {
        for (String key : keys(view, settings)) {
          groups.computeIfAbsent(key, k -> new ArrayList<>()).add(view);
        }
      }
    }
    Map<Row, List<View>> windows = new LinkedHashMap<>();
    groups.forEach(
        (key, its) -> {
          for (long[] window : windows(its, settings)) {
            windows.put(
                new Row(key, window[0], window[1]),
                its.stream().filter(v -> v.time >= window[0] && v.time < window[1]).toList());
          }
        });
    return windows;
  }

  private static List<String> keys(View view, String settings) {
    String country = "|country" + (view.country == null ? "" : "=" + view.country);
    String tv = "|device_tv=" + view.tv;
    if (settings.contains("/device/tv")) {
      return List.of(view.video, view.video + country, view.video + tv, view.video + country + tv);
    }
    return settings.contains("/country")
        ? List.of(view.video, view.video + country)
        : List.of(view.video);
  }

  private static List<long[]> windows(List<View> views, String settings) {
    List<Integer> times = views.stream().map(View::time).sorted().distinct().toList();
    List<long[]> windows = new ArrayList<>();
    if (settings.contains("session")) {
      for (int time : times) {
        long[] last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
        if (last == null || time > last[1]) {
          windows.add(new long[] {time, time + GAP});
        } else {
          last[1] = time + GAP;
        }
      }
      return windows;
    }
    int slide = settings.contains("slide") ? SLIDE : SIZE;
    TreeMap<Long, long[]> byStart = new TreeMap<>();
    for (int time : times) {
      long newest = Math.floorDiv((long) time, slide) * slide;
      for (long start = newest; start > time - SIZE; start -= slide) {
        byStart.put(start, new long[] {start, start + SIZE});
      }
    }
    return List.copyOf(byStart.values());
  }

  private static void assertIsExact(JsonNode row, List<View> views) {
    List<BigDecimal> watched =
        views.stream()
            .filter(view -> view.watchMs != null && view.watchMs.doubleValue() >= 0)
            .map(view -> new BigDecimal(view.watchMs.toString()))
            .sorted()
            .toList();
    assertThat(row.path("views").asInt()).isEqualTo(views.size());
    assertThat(row.path("watch_ms").decimalValue())
        .isEqualByComparingTo(watched.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    assertThat(row.path("unique_viewers").asLong())
        .isEqualTo(views.stream().map(View::user).filter(u -> u != null).distinct().count());
    assertPercentile(row.path("watch_p50_ms"), 50, watched);
    assertPercentile(row.path("watch_p95_ms"), 95, watched);
  }

  private static void assertPercentile(JsonNode column, int percent, List<BigDecimal> watched) {
    if (watched.isEmpty()) {
      assertThat(column.isNull()).isTrue();
    } else {
      double exact = watched.get((watched.size() * percent + 99) / 100 - 1).doubleValue();
      assertThat(column.asDouble()).isCloseTo(exact, within(Math.max(0.01 * exact, 0.5)));
    }
  }

  // ---------------------------------------------------------------- the replay

  /** The last row of each window, having seen that each row that is taken back was there. */
  private Map<Row, JsonNode> replay(String settings, List<View> views, Random random)
      throws Exception {
    Map<Row, JsonNode> view = new LinkedHashMap<>();
    for (JsonNode row : rows(play(settings, views, random))) {
      String op = row.path("op").asText();
      if (op.startsWith("-")) {
        assertThat(view.remove(Row.of(row))).isEqualTo(content(row));
      } else {
        view.put(Row.of(row), content(row));
      }
    }
    return view;
  }

  private static JsonNode content(JsonNode row) {
    return ((ObjectNode) row.deepCopy())
        .without(List.of("op", "timing", "pane", "last", "emitted_at"));
  }

  private Replayed play(String settings, List<View> views, Random random) throws Exception {
    List<String> lines = new ArrayList<>();
    long at = 0;
    long watermark = -1;
    for (View view : views) {
      at += random.nextInt(4);
      lines.add(String.format("{\"event\":%s,\"at\":%d}", view.json(), at));
      if (random.nextInt(5) == 0) {
        watermark += random.nextInt(40);
        lines.add(String.format("{\"watermark\":%d,\"at\":%d}", watermark, at));
      }
    }
    lines.add(String.format("{\"watermark\":%d,\"at\":%d}", 100_000, at));
    Path run = Files.createTempDirectory(folder, "run");
    Replayed replayed = Replayed.script(run, JOB + " " + settings, lines.toArray(String[]::new));
    // It balances, and nothing was dropped.
    assertThat(replayed.books().toString())
        .startsWith("read=" + views.size())
        .doesNotContain("dropped");
    return replayed;
  }

  private static List<JsonNode> rows(Replayed replayed) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : replayed.lines("results")) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static List<View> views(int n, Random random) {
    List<View> views = new ArrayList<>();
    int time = 0;
    for (int i = 0; i < n; i++) {
      time += random.nextInt(10);
      views.add(
          new View(
              "v" + random.nextInt(2),
              random.nextInt(8) == 0 ? null : "u" + random.nextInt(20),
              random.nextInt(10) == 0 ? "like" : "view",
              time,
              random.nextInt(8) == 0
                  ? null
                  : List.<Number>of(-3, 0, 0.25, random.nextInt(100), random.nextInt(1_000_000))
                      .get(random.nextInt(5)),
              random.nextInt(5) == 0 ? null : List.of("DE", "FR").get(random.nextInt(2)),
              random.nextInt(2)));
      if (random.nextInt(10) == 0) {
        views.add(views.get(i));
      }
    }
    return views;
  }
}
