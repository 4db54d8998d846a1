package io.tidemark.functions.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A session that had emitted panes when another one absorbed it.
 *
 * @param bounds the session
 * @param panes how many panes it had emitted
 * @param panesNotEarly how many of them were not early
 * @param emitted the value of the last one; null unless retracting
 */
public record AbsorbedWindow<OUT>(WindowBounds bounds, int panes, int panesNotEarly, OUT emitted) {

  static <OUT> TypeInformation<AbsorbedWindow<OUT>> typeOf(TypeInformation<OUT> result) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<AbsorbedWindow<OUT>> type = (Class) AbsorbedWindow.class;
    return Types.POJO(
        type,
        Map.of(
            "bounds",
            TypeInformation.of(WindowBounds.class),
            "panes",
            Types.INT,
            "panesNotEarly",
            Types.INT,
            "emitted",
            result));
  }
}
