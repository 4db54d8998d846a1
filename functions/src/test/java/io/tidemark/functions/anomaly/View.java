package io.tidemark.functions.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.types.RowKind;

/** What a reader of the changelog sees, and that each change fits to what was there. */
final class View {

  private final Map<String, Scored> rows = new TreeMap<>();

  void apply(Collection<Scored> changes) {
    for (Scored change : changes) {
      String place = place(change);
      Scored plain = change.as(RowKind.INSERT);
      switch (change.op()) {
        case INSERT, UPDATE_AFTER -> assertThat(rows.put(place, plain)).as("%s", change).isNull();
        case UPDATE_BEFORE, DELETE -> assertThat(rows.remove(place)).isEqualTo(plain);
      }
    }
  }

  static String place(Scored row) {
    return row.key() + "@" + row.eventTime();
  }

  Map<String, Scored> rows() {
    return rows;
  }
}
