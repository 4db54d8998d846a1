package io.tidemark.functions.window;

import java.util.Map;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of one key between two of its sliding windows: the slices that both have in common,
 * added up as far as {@link SlidingTotal} does that. Its fields are public for Flink's POJO
 * serializer, which lets a later version add more.
 */
public final class RunningTotal<ACC> {

  /** Stands for no slice. */
  static final long NONE = Long.MAX_VALUE;

  /** Slices added up; null if there are none, or all are in the older stack. */
  public ACC accumulator;

  /** The newest slice in the total. */
  public long newest = Long.MIN_VALUE;

  /** The oldest slice in the older stack, or {@link #NONE}. */
  public long oldest = NONE;

  /** The first slice after the older stack. */
  public long turnedBefore = Long.MIN_VALUE;

  /** Where a key's total is in keyed state. */
  static <ACC> ValueStateDescriptor<RunningTotal<ACC>> descriptor(
      TypeInformation<ACC> accumulator) {
    return new ValueStateDescriptor<>("running-total", typeOf(accumulator));
  }

  static <ACC> TypeInformation<RunningTotal<ACC>> typeOf(TypeInformation<ACC> accumulator) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<RunningTotal<ACC>> type = (Class) RunningTotal.class;
    return Types.POJO(
        type,
        Map.of(
            "accumulator", accumulator,
            "newest", Types.LONG,
            "oldest", Types.LONG,
            "turnedBefore", Types.LONG));
  }
}
