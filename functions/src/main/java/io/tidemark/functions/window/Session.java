package io.tidemark.functions.window;

import io.tidemark.functions.type.HandWrittenType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A session of one key.
 *
 * @param id the number that it goes by, whatever becomes of its bounds
 * @param bounds from its first millisecond to the first one after it
 * @param contents what is in it; changes as records come
 */
record Session<ACC, OUT>(long id, WindowBounds bounds, WindowContents<ACC, OUT> contents) {

  /** Whether it is one with another: also if one begins where the other ends, as in Flink. */
  boolean touches(WindowBounds other) {
    return bounds.start() <= other.end() && bounds.end() >= other.start();
  }

  static <ACC, OUT> TypeInformation<Session<ACC, OUT>> typeOf(
      TypeInformation<ACC> accumulator, TypeInformation<OUT> result) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<Session<ACC, OUT>> type = (Class) Session.class;
    return HandWrittenType.of(
        type, SessionSerializer::new, WindowContents.typeOf(accumulator, result));
  }
}
