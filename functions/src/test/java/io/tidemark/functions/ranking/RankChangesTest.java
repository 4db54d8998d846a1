package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankChangesTest {

  private static final Duration LATENESS = Duration.ofMillis(50);

  private OperatorUnderTest<WindowResult<List<String>>, WindowResult<String>> ranks;

  @AfterEach
  void close() throws Exception {
    ranks.close();
  }

  @Test
  void retractingTellsOfRanksThatHaveChanged() throws Exception {
    start(Accumulation.RETRACTING, Backend.HASHMAP);

    pane(0, Timing.EARLY, "a", "b", "c");
    assertThat(rows()).containsExactly("+I a 0", "+I b 0", "+I c 0");
    pane(1, Timing.EARLY, "a", "c", "b", "d");
    assertThat(rows()).containsExactly("-U b 1", "+U c 1", "-U c 1", "+U b 1", "+I d 1");
    pane(2, Timing.ON_TIME, "a", "c", "b", "d");
    assertThat(rows()).isEmpty();
    pane(3, Timing.LATE, "a", "c");
    assertThat(rows()).containsExactly("-D d 3", "-D b 3");
  }

  @Test
  void accumulatingTellsOfAllRanks() throws Exception {
    start(Accumulation.ACCUMULATING, Backend.HASHMAP);

    pane(0, Timing.EARLY, "a", "b");
    pane(1, Timing.ON_TIME, "a", "c", "d");
    pane(2, Timing.LATE, "a");
    assertThat(rows())
        .containsExactly(
            "+I a 0", "+I b 0", "+U a 1", "+U c 1", "+I d 1", "+U a 2", "-D d 2", "-D c 2");
  }

  @Test
  void discardingComparesNothingAndKeepsNothing() throws Exception {
    start(Accumulation.DISCARDING, Backend.HASHMAP);

    pane(0, Timing.EARLY, "a", "b");
    pane(1, Timing.ON_TIME);
    pane(2, Timing.LATE, "a");
    assertThat(rows()).containsExactly("+I a 0", "+I b 0", "+I a 2");
    assertThat(ranks.stateEntries()).isZero();
    assertThat(ranks.timers()).isZero();
  }

  @Test
  void nothingIsKeptOfAWindowThatHasHadItsLastPane() throws Exception {
    start(Accumulation.RETRACTING, Backend.HASHMAP);

    ranks.send(result(RowKind.INSERT, 0, Timing.ON_TIME, true, List.of("a")), 99);
    assertThat(rows()).containsExactly("+I a 0");
    assertThat(ranks.stateEntries()).isZero();
    assertThat(ranks.timers()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aWindowThatIsGoneIsForgotten(Backend backend) throws Exception {
    start(Accumulation.RETRACTING, backend);

    pane(0, Timing.ON_TIME, "a", "b");
    ranks.watermark(148);
    assertThat(ranks.stateEntries()).isEqualTo(1);
    ranks.restart();
    ranks.watermark(149);
    assertThat(ranks.stateEntries()).isZero();
    assertThat(ranks.timers()).isZero();
  }

  @Test
  void aSessionThatWasAbsorbedIsTakenBackHoweverLateThatIs() throws Exception {
    start(Accumulation.RETRACTING, Backend.HASHMAP);

    // Never complete: it was absorbed before that.
    pane(0, Timing.EARLY, "a", "b");
    ranks.watermark(1_000);
    ranks.send(result(RowKind.DELETE, 1, Timing.ON_TIME, true, List.of("x", "y")), 99);
    assertThat(rows()).containsExactly("+I a 0", "+I b 0", "-D b 1", "-D a 1");
    assertThat(ranks.stateEntries()).isZero();

    // Complete, and forgotten by now: what its windows say of it is all that there is.
    pane(0, Timing.ON_TIME, "a", "b");
    ranks.watermark(2_000);
    assertThat(ranks.stateEntries()).isZero();
    ranks.send(result(RowKind.DELETE, 1, Timing.ON_TIME, true, List.of("a", "b")), 99);
    assertThat(rows()).containsExactly("+I a 0", "+I b 0", "-D b 1", "-D a 1");
  }

  /** Whoever follows the changelog sees the last ranking of each window of each key. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void theViewIsTheLastRankingOverRestoresAndRescales(Backend backend) throws Exception {
    Random random = new Random(7);
    start(Accumulation.RETRACTING, backend);
    Map<String, List<String>> expected = new HashMap<>();
    Map<String, Integer> panes = new HashMap<>();
    Map<String, List<String>> view = new HashMap<>();
    for (int step = 0; step < (backend == Backend.HASHMAP ? 300 : 60); step++) {
      String key = "k" + random.nextInt(8);
      WindowBounds window = new WindowBounds(0, 100L * (1 + random.nextInt(3)));
      List<String> ranking = new ArrayList<>();
      for (int rank = 0; rank < random.nextInt(5); rank++) {
        ranking.add(rank + ":i" + random.nextInt(3));
      }
      String cell = key + window;
      int pane = panes.merge(cell, 1, Integer::sum) - 1;
      ranks.send(
          new WindowResult<>(
              pane == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER,
              key,
              window,
              Timing.LATE,
              pane,
              pane,
              false,
              ranking),
          window.completeAt());
      expected.put(cell, ranking);
      apply(ranks.results(), view);
      assertThat(view.getOrDefault(cell, List.of())).isEqualTo(ranking);
      if (random.nextInt(20) == 0) {
        ranks.restart(1 + random.nextInt(4));
      }
    }
    expected.forEach(
        (cell, ranking) -> assertThat(view.getOrDefault(cell, List.of())).isEqualTo(ranking));
  }

  private static void apply(List<WindowResult<String>> rows, Map<String, List<String>> view) {
    for (WindowResult<String> row : rows) {
      List<String> ranking =
          view.computeIfAbsent(row.key() + row.window(), cell -> new ArrayList<>());
      int rank = row.value().charAt(0) - '0';
      switch (row.op()) {
        case INSERT -> ranking.add(rank, row.value());
        case UPDATE_BEFORE -> assertThat(ranking.get(rank)).isEqualTo(row.value());
        case UPDATE_AFTER -> ranking.set(rank, row.value());
        case DELETE -> assertThat(ranking.remove(ranking.size() - 1)).isEqualTo(row.value());
      }
    }
  }

  private void start(Accumulation accumulation, Backend backend) throws Exception {
    ranks =
        OperatorUnderTest.start(
            RankChanges.of(
                OperatorUnderTest.streamOf(WindowResult.typeOf(Types.LIST(Types.STRING))),
                accumulation,
                LATENESS,
                Types.STRING,
                "ranks"),
            backend);
  }

  private void pane(int index, Timing timing, String... ranking) throws Exception {
    RowKind op = index == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER;
    ranks.send(result(op, index, timing, false, List.of(ranking)), 99);
  }

  private static WindowResult<List<String>> result(
      RowKind op, int pane, Timing timing, boolean last, List<String> ranking) {
    return new WindowResult<>(op, "k", new WindowBounds(0, 100), timing, pane, pane, last, ranking);
  }

  private List<String> rows() {
    return ranks.results().stream()
        .map(row -> row.op().shortString() + " " + row.value() + " " + row.pane())
        .toList();
  }
}
