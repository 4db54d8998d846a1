package io.tidemark.functions.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.types.RowKind;

/**
 * One pane of a window: its value, and where it stands among the window's other panes.
 *
 * @param op what it does to the view of whoever reads the changelog: insert or update
 * @param key the key that the stream is grouped by
 * @param window the window
 * @param timing whether the pane is early, on time or late
 * @param pane the index among the window's panes, from 0
 * @param last whether no other pane can follow
 * @param value the aggregate's result
 */
public record WindowResult<V>(
    RowKind op, String key, WindowBounds window, Timing timing, int pane, boolean last, V value) {

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
                "last",
                Types.BOOLEAN,
                "value",
                value));
  }
}
