package io.tidemark.functions.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.RowKind;

/**
 * One row of a window's panes: its value, and where the pane stands among the window's others. When
 * retracting, a pane after the first has two rows, which differ in {@code op} and {@code value}.
 *
 * @param op what it does to the view of whoever reads the changelog
 * @param key the key that the stream is grouped by
 * @param window the window
 * @param timing whether the pane is early, on time or late
 * @param pane the index among the window's panes, from 0
 * @param onTimePane the index among those that are not early, from 0; -1 for an early one
 * @param last whether no other pane can follow
 * @param value the aggregate's result; of a {@code -U} or {@code -D}, the one that is taken back;
 *     null for a {@code -D} if {@link Accumulation#ACCUMULATING}
 */
public record WindowResult<V>(
    RowKind op,
    String key,
    WindowBounds window,
    Timing timing,
    int pane,
    int onTimePane,
    boolean last,
    V value) {

  /** Whether this is the window's first pane. */
  public boolean isFirst() {
    return pane == 0;
  }

  /** The type of results with the given type of value. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <V> TypeInformation<WindowResult<V>> typeOf(TypeInformation<V> value) {
    return (TypeInformation)
        Types.POJO(
            WindowResult.class,
            Map.of(
                "op",
                TypeInformation.of(RowKind.class),
                "key",
                Types.STRING,
                "window",
                TypeInformation.of(WindowBounds.class),
                "timing",
                TypeInformation.of(Timing.class),
                "pane",
                Types.INT,
                "onTimePane",
                Types.INT,
                "last",
                Types.BOOLEAN,
                "value",
                value));
  }
}
