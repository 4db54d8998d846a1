package io.tidemark.functions.window;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of one window of one key. Its fields are public for Flink's POJO serializer, which lets
 * a later version add more.
 */
public final class WindowContents<ACC, OUT> {

  /** Stands for a pane that is not due at any time. */
  static final long NEVER = Long.MAX_VALUE;

  /** What the records have added up to; when discarding, those since the last pane. */
  public ACC accumulator;

  /** How many records have come since the last pane. */
  public long changes;

  /** How many panes have been emitted: the index of the next one. */
  public int panes;

  /** How many of them were not early. */
  public int panesNotEarly;

  /** Whether the watermark has completed the window: from then on, panes are late. */
  public boolean complete;

  /** The processing time at which a pane is due. */
  public long dueAt = NEVER;

  /** The value of the last pane; null unless retracting. */
  public OUT emitted;

  /** Sessions that have become part of this one, and whose panes are still to be taken back. */
  public List<AbsorbedWindow<OUT>> absorbed;

  static <ACC, OUT> TypeInformation<WindowContents<ACC, OUT>> typeOf(
      TypeInformation<ACC> accumulator, TypeInformation<OUT> result) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<WindowContents<ACC, OUT>> type = (Class) WindowContents.class;
    return Types.POJO(
        type,
        Map.of(
            "accumulator", accumulator,
            "changes", Types.LONG,
            "panes", Types.INT,
            "panesNotEarly", Types.INT,
            "complete", Types.BOOLEAN,
            "dueAt", Types.LONG,
            "emitted", result,
            "absorbed", Types.LIST(AbsorbedWindow.typeOf(result))));
  }
}
