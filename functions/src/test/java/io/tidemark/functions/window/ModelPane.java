package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The rows of one pane.
 *
 * @param key the window's key
 * @param moment where in its step the pane belongs: panes of a key come in this order
 * @param rows the rows, in order
 */
record ModelPane(String key, long moment, List<WindowResult<String>> rows) {

  /**
   * Compares rows with panes: each key's must be the same, in the same order, where panes of the
   * same moment may change places.
   */
  static void assertRows(List<WindowResult<String>> rows, List<ModelPane> panes) {
    TreeSet<String> keys = new TreeSet<>();
    rows.forEach(row -> keys.add(row.key()));
    panes.forEach(pane -> keys.add(pane.key));
    for (String key : keys) {
      assertRowsOfKey(
          rows.stream().filter(row -> row.key().equals(key)).toList(),
          panes.stream()
              .filter(pane -> pane.key.equals(key))
              .sorted(Comparator.comparing(ModelPane::moment))
              .toList());
    }
  }

  private static void assertRowsOfKey(List<WindowResult<String>> rows, List<ModelPane> panes) {
    List<ModelPane> left = new ArrayList<>(panes);
    List<WindowResult<String>> inRowsOrder = new ArrayList<>();
    while (!left.isEmpty()) {
      List<WindowResult<String>> next =
          rows.subList(Math.min(inRowsOrder.size(), rows.size()), rows.size());
      ModelPane first = left.get(0);
      ModelPane pane =
          left.stream()
              .filter(other -> other.moment == first.moment && startsWith(next, other.rows))
              .findFirst()
              .orElse(first);
      left.remove(pane);
      inRowsOrder.addAll(pane.rows);
    }
    assertThat(rows).as("rows").isEqualTo(inRowsOrder);
  }

  private static <T> boolean startsWith(List<T> list, List<T> first) {
    return list.size() >= first.size() && list.subList(0, first.size()).equals(first);
  }
}
