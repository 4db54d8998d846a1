package io.tidemark.functions.window;

import io.tidemark.functions.type.HandWrittenType;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The state of one window of one key, as {@link WindowContentsSerializer} writes it. */
final class WindowContents<ACC, OUT> {

  /** Stands for a pane that is not due at any time. */
  static final long NEVER = Long.MAX_VALUE;

  /** What the records have added up to; when discarding, those since the last pane. */
  ACC accumulator;

  /** How many records have come since the last pane. */
  long changes;

  /** How many panes have been emitted: the index of the next one. */
  int panes;

  /** How many of them were not early. */
  int panesNotEarly;

  /** Whether the watermark has completed the window: from then on, panes are late. */
  boolean complete;

  /** The processing time at which a pane is due. */
  long dueAt = NEVER;

  /** The value of the last pane; null unless retracting. */
  OUT emitted;

  /** Sessions that have become part of this one, and whose panes are still to be taken back. */
  List<AbsorbedWindow<OUT>> absorbed;

  static <ACC, OUT> TypeInformation<WindowContents<ACC, OUT>> typeOf(
      TypeInformation<ACC> accumulator, TypeInformation<OUT> result) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<WindowContents<ACC, OUT>> type = (Class) WindowContents.class;
    return HandWrittenType.of(
        type, WindowContentsSerializer::new, accumulator, result, AbsorbedWindow.typeOf(result));
  }
}
