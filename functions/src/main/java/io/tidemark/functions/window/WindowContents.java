package io.tidemark.functions.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of one window of one key. Its fields are public for Flink's POJO serializer, which lets
 * a later version add more.
 */
public final class WindowContents<ACC> {

  /** What the records have added up to. */
  public ACC accumulator;

  /** How many panes have been emitted: the index of the next one. */
  public int panes;

  static <ACC> TypeInformation<WindowContents<ACC>> typeOf(TypeInformation<ACC> accumulator) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<WindowContents<ACC>> type = (Class) WindowContents.class;
    return Types.POJO(type, Map.of("accumulator", accumulator, "panes", Types.INT));
  }
}
