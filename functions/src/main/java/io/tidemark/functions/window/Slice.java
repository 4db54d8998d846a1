package io.tidemark.functions.window;

import java.util.Map;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of one slice of one key. Its fields are public for Flink's POJO serializer, which lets
 * a later version add more.
 */
public final class Slice<ACC> {

  /** What the slice's records have added up to. */
  public ACC accumulator;

  /**
   * This slice and the newer ones up to where the stacks were turned; null if it is not in there.
   */
  public ACC upToTurn;

  /** Where slices are in keyed state, each under its name. */
  static <ACC> ValueStateDescriptor<Slice<ACC>> descriptor(TypeInformation<ACC> accumulator) {
    return new ValueStateDescriptor<>("slices", typeOf(accumulator));
  }

  static <ACC> TypeInformation<Slice<ACC>> typeOf(TypeInformation<ACC> accumulator) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<Slice<ACC>> type = (Class) Slice.class;
    return Types.POJO(type, Map.of("accumulator", accumulator, "upToTurn", accumulator));
  }
}
