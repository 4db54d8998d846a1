package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.RowKind;

/** What whoever reads the changelog has before them; no row may be out of place in it. */
final class RanksView {

  private record Top(String segment, WindowBounds window) {}

  private final Accumulation accumulation;
  private final Map<Top, List<Contender>> ranks = new HashMap<>();
  private final Map<Top, WindowResult<Ranked>> lastRows = new HashMap<>();

  /** A row that was taken back, until the one in its place comes. */
  private WindowResult<Ranked> takenBack;

  RanksView(Accumulation accumulation) {
    this.accumulation = accumulation;
  }

  List<Contender> of(String segment, WindowBounds window) {
    return ranks.getOrDefault(new Top(segment, window), List.of());
  }

  void take(List<WindowResult<Ranked>> rows) {
    rows.forEach(this::take);
    assertThat(takenBack).isNull();
  }

  private void take(WindowResult<Ranked> row) {
    Top top = new Top(row.key(), row.window());
    List<Contender> now = ranks.computeIfAbsent(top, t -> new ArrayList<>());
    int place = row.value().rank() - 1;
    Contender contender = new Contender(row.value().item(), row.value().count());
    checkPane(row, lastRows.put(top, row));
    switch (row.op()) {
      case INSERT -> {
        assertThat(now).as(row.toString()).hasSize(place);
        now.add(contender);
      }
      case UPDATE_BEFORE -> {
        assertThat(now.get(place)).as(row.toString()).isEqualTo(contender);
        takenBack = row;
        return;
      }
      case UPDATE_AFTER -> {
        assertThat(takenBack != null)
            .as(row.toString())
            .isEqualTo(accumulation == Accumulation.RETRACTING);
        if (takenBack != null) {
          assertThat(takenBack.value().rank()).isEqualTo(row.value().rank());
        }
        if (row.timing() != Timing.ON_TIME) {
          assertThat(now.get(place)).as(row.toString()).isNotEqualTo(contender);
        }
        now.set(place, contender);
      }
      case DELETE -> throw new AssertionError(row);
    }
    takenBack = null;
  }

  /** Panes are counted, and come in the order of their timing; none follows the last one. */
  private static void checkPane(WindowResult<Ranked> row, WindowResult<Ranked> before) {
    if (before == null) {
      assertThat(row.pane()).isZero();
      assertThat(row.op()).isEqualTo(RowKind.INSERT);
      return;
    }
    boolean samePane = row.pane() == before.pane();
    assertThat(row.pane() - before.pane()).as(row.toString()).isBetween(0, 1);
    assertThat(row.timing()).as(row.toString()).isGreaterThanOrEqualTo(before.timing());
    assertThat(row.timing() == Timing.ON_TIME && !samePane && before.timing() == Timing.ON_TIME)
        .isFalse();
    assertThat(before.last() && !samePane).as(row.toString()).isFalse();
    assertThat(row.onTimePane() >= 0).isEqualTo(row.timing() != Timing.EARLY);
  }

  /** Whether a window has had its pane on time, or came too late for one. */
  boolean isTold(String segment, WindowBounds window) {
    WindowResult<Ranked> last = lastRows.get(new Top(segment, window));
    return last != null && last.timing() != Timing.EARLY;
  }
}
