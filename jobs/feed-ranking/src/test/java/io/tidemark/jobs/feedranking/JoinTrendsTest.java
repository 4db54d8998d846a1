package io.tidemark.jobs.feedranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.aggregate.DecayedSum;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTrendsTest {

  private static final Ranker RANKER = new Ranker(Duration.ofMillis(10), 3, 2.0);
  private static final TypeInformation<WindowResult<Interests>> PANES =
      WindowResult.typeOf(TypeInformation.of(Interests.class));

  private JoinUnderTest join;

  @BeforeEach
  void start() throws Exception {
    join = new JoinUnderTest(() -> new JoinTrends(RANKER, Duration.ofMillis(20), PANES), "hashmap");
  }

  @AfterEach
  void close() throws Exception {
    join.close();
  }

  @Test
  void aPaneWaitsUntilTheTrendOfItsWindowIsThere() throws Exception {
    join.pane(pane("u1", 20, Timing.ON_TIME, 0, "a", "b"));
    join.watermarkOfPanes(25);
    join.trend(trend(RowKind.INSERT, 20, 1, "b", 9));
    join.watermarkOfTrends(18);
    assertThat(join.results()).isEmpty();

    join.trend(trend(RowKind.INSERT, 30, 1, "a", 99));
    join.watermarkOfTrends(28);
    assertThat(items(join.results())).containsExactly(List.of("b", "a"));
    assertThat(join.stateEntries()).isZero();
    assertThat(join.timers()).isZero();
  }

  @Test
  void trendsThatFallSilentHoldNothingBack() throws Exception {
    join.trend(trend(RowKind.INSERT, 10, 1, "b", 9));
    join.watermarkOfTrends(8);
    join.pane(pane("u1", 20, Timing.ON_TIME, 0, "a", "b"));
    join.watermarkOfPanes(25);
    assertThat(join.results()).isEmpty();

    join.statusOfTrends(WatermarkStatus.IDLE);
    assertThat(items(join.results())).containsExactly(List.of("b", "a"));
  }

  @Test
  void anEarlyPaneGetsTheTrendThatIsCompleteByThen() throws Exception {
    join.trend(trend(RowKind.INSERT, 10, 1, "b", 9));
    join.trend(trend(RowKind.INSERT, 20, 1, "a", 99));
    join.watermarkOfTrends(12);
    join.watermarkOfPanes(12);
    join.pane(pane("u1", 20, Timing.EARLY, 0, "a", "b"));
    assertThat(items(join.results())).containsExactly(List.of("b", "a"));
  }

  @Test
  void noTrendIsForgottenWhileTheEventsAreSilent() throws Exception {
    join.trend(trend(RowKind.INSERT, 20, 1, "b", 9));
    join.watermarkOfPanes(15);
    join.statusOfPanes(WatermarkStatus.IDLE);
    join.trend(trend(RowKind.INSERT, 500, 1, "a", 99));
    join.watermarkOfTrends(498);
    join.statusOfPanes(WatermarkStatus.ACTIVE);
    join.pane(pane("u1", 20, Timing.ON_TIME, 0, "a", "b"));
    join.watermarkOfPanes(19);
    assertThat(items(join.results())).containsExactly(List.of("b", "a"));
  }

  @Test
  void trendsThatNoWindowAsksForAreForgotten() throws Exception {
    for (int end = 10; end <= 1_000; end += 10) {
      join.trend(trend(RowKind.INSERT, end, 1, "a", end));
      join.watermarkOfTrends(end - 2);
      join.watermarkOfPanes(end - 2);
    }
    // Late panes are of windows up to 20 ms back, and the trend of that time is the one before it.
    assertThat(join.trendWindows()).isLessThanOrEqualTo(4);
  }

  @Test
  void whatTakesAnAbsorbedSessionBackWaitsWithThePaneItComesAheadOf() throws Exception {
    join.pane(pane("u1", 20, Timing.ON_TIME, 0, "a"));
    join.watermarkOfPanes(25);
    join.watermarkOfTrends(19);
    assertThat(join.results()).hasSize(1);

    WindowResult<Interests> gone = pane("u1", 20, Timing.ON_TIME, 1, "a");
    join.pane(
        new WindowResult<>(
            RowKind.DELETE, "u1", gone.window(), gone.timing(), 1, 1, true, gone.value()));
    join.pane(pane("u1", 30, Timing.ON_TIME, 0, "a", "b"));
    join.watermarkOfPanes(29);
    assertThat(join.results()).isEmpty();

    join.watermarkOfTrends(29);
    assertThat(join.results())
        .extracting(WindowResult::op)
        .containsExactly(RowKind.DELETE, RowKind.INSERT);
  }

  /** Both streams read in any order, with restores and rescales between: always the same. */
  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void whicheverStreamComesFirstTheResultIsTheSame(String backend) throws Exception {
    Random random = new Random(5);
    List<Step> panes = panes(random);
    TreeMap<Long, Map<Integer, TrendItem>> view = new TreeMap<>();
    List<Step> trends = trends(random, view);
    Map<String, List<WindowResult<List<RankedItem>>>> expected = new HashMap<>();
    for (Step step : panes) {
      if (step instanceof PaneStep pane) {
        expected
            .computeIfAbsent(pane.pane.key(), key -> new ArrayList<>())
            .add(RankInterests.ranked(pane.pane, RANKER, asOf(view, pane.pane.window().end())));
      }
    }
    assertThat(expected).hasSizeGreaterThan(3);
    for (int round = 0; round < (backend.equals("hashmap") ? 30 : 3); round++) {
      start(backend);
      List<WindowResult<List<RankedItem>>> results = new ArrayList<>();
      int nextPane = 0;
      int nextTrend = 0;
      int bias = 1 + random.nextInt(9);
      while (nextPane < panes.size() || nextTrend < trends.size()) {
        boolean takesPane =
            nextTrend == trends.size() || (nextPane < panes.size() && random.nextInt(10) < bias);
        (takesPane ? panes.get(nextPane++) : trends.get(nextTrend++)).run(join);
        results.addAll(join.results());
        if (random.nextInt(60) == 0) {
          join.restart(1 + random.nextInt(3));
        }
      }
      assertThat(byKey(results)).isEqualTo(expected);
      assertThat(join.stateEntries()).isZero();
      assertThat(join.timers()).isZero();
      assertThat(join.trendWindows()).isEqualTo(1);
      join.close();
    }
  }

  private void start(String backend) throws Exception {
    join.close();
    join = new JoinUnderTest(() -> new JoinTrends(RANKER, Duration.ofMillis(20), PANES), backend);
  }

  private interface Step {
    void run(JoinUnderTest join) throws Exception;
  }

  private record PaneStep(WindowResult<Interests> pane) implements Step {
    @Override
    public void run(JoinUnderTest join) throws Exception {
      join.pane(pane);
    }
  }

  /** Panes on time and late, with the watermarks that they come with. */
  private static List<Step> panes(Random random) {
    List<Step> steps = new ArrayList<>();
    for (int end = 10; end <= 200; end += 10) {
      for (int user = 0; user < 5; user++) {
        if (random.nextInt(3) > 0) {
          steps.add(new PaneStep(randomPane(random, "u" + user, end, Timing.ON_TIME, 0)));
        }
        if (end > 10 && random.nextInt(4) == 0) {
          steps.add(new PaneStep(randomPane(random, "u" + user, end - 10, Timing.LATE, 1)));
        }
      }
      int watermark = end + random.nextInt(9);
      steps.add(join -> join.watermarkOfPanes(watermark));
    }
    steps.add(join -> join.watermarkOfPanes(Long.MAX_VALUE));
    return steps;
  }

  private static WindowResult<Interests> randomPane(
      Random random, String user, int end, Timing timing, int index) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      items.add("i" + random.nextInt(8));
    }
    return pane(user, end, timing, index, items.toArray(new String[0]));
  }

  /** Rows of sliding windows, early ones before their time; not all windows have any. */
  private static List<Step> trends(Random random, Map<Long, Map<Integer, TrendItem>> view) {
    List<Step> steps = new ArrayList<>();
    for (int end = 5; end <= 205; end += 5) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      for (int open = end + 5; open <= end + 10; open += 5) {
        if (random.nextInt(3) == 0) {
          rows(random, open, view, steps);
        }
      }
      rows(random, end, view, steps);
      int watermark = end - 2;
      steps.add(join -> join.watermarkOfTrends(watermark));
      rows(random, end, view, steps);
    }
    steps.add(join -> join.watermarkOfTrends(Long.MAX_VALUE));
    return steps;
  }

  private static void rows(
      Random random, long end, Map<Long, Map<Integer, TrendItem>> view, List<Step> steps) {
    for (int rank = 1; rank <= 3; rank++) {
      TrendItem item = new TrendItem("i" + (rank + 3 * random.nextInt(3)), random.nextInt(100));
      Map<Integer, TrendItem> window = view.computeIfAbsent(end, e -> new HashMap<>());
      TrendItem before = window.put(rank, item);
      if (before != null && random.nextBoolean()) {
        TrendRow row = trend(RowKind.UPDATE_BEFORE, end, rank, before.item(), before.count());
        steps.add(join -> join.trend(row));
      }
      TrendRow row = trend(RowKind.INSERT, end, rank, item.item(), item.count());
      steps.add(join -> join.trend(row));
    }
  }

  private static Map<String, Long> asOf(
      NavigableMap<Long, Map<Integer, TrendItem>> view, long time) {
    Map<String, Long> counts = new HashMap<>();
    if (view.floorEntry(time) != null) {
      view.floorEntry(time)
          .getValue()
          .values()
          .forEach(item -> counts.merge(item.item(), item.count(), Math::max));
    }
    return counts;
  }

  private static Map<String, List<WindowResult<List<RankedItem>>>> byKey(
      List<WindowResult<List<RankedItem>>> results) {
    Map<String, List<WindowResult<List<RankedItem>>>> byKey = new HashMap<>();
    results.forEach(
        result -> byKey.computeIfAbsent(result.key(), key -> new ArrayList<>()).add(result));
    return byKey;
  }

  private static TrendRow trend(RowKind op, long end, int rank, String item, long count) {
    return new TrendRow(op, end, rank, item, count, true);
  }

  /** A pane whose items are worth less and less. */
  private static WindowResult<Interests> pane(
      String user, int end, Timing timing, int index, String... items) {
    Interests interests = new Interests();
    for (int i = 0; i < items.length; i++) {
      interests.items.merge(
          items[i], DecayedSum.of(3_000 - 100L * i, end - 1, 10), DecayedSum::plus);
    }
    return new WindowResult<>(
        index == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER,
        user,
        new WindowBounds(end - 20, end),
        timing,
        index,
        timing == Timing.EARLY ? -1 : index,
        false,
        interests);
  }

  private static List<List<String>> items(List<WindowResult<List<RankedItem>>> results) {
    return results.stream()
        .map(result -> result.value().stream().map(RankedItem::item).toList())
        .toList();
  }
}
