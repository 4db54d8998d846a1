package io.tidemark.functions.window;

import io.tidemark.functions.type.HandWrittenType;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The state of one key between two of its sliding windows: the slices that both have in common,
 * added up as far as {@link SlidingTotal} does that; as {@link RunningTotalSerializer} writes it.
 */
final class RunningTotal<ACC> {

  /** Stands for no slice. */
  static final long NONE = Long.MAX_VALUE;

  /** Slices added up; null if there are none, or all are in the older stack. */
  ACC accumulator;

  /** The newest slice in the total. */
  long newest = Long.MIN_VALUE;

  /** The oldest slice in the older stack, or {@link #NONE}. */
  long oldest = NONE;

  /** The first slice after the older stack. */
  long turnedBefore = Long.MIN_VALUE;

  /** Where a key's total is in keyed state. */
  static <ACC> ValueStateDescriptor<RunningTotal<ACC>> descriptor(
      TypeInformation<ACC> accumulator) {
    return new ValueStateDescriptor<>("running-total", typeOf(accumulator));
  }

  static <ACC> TypeInformation<RunningTotal<ACC>> typeOf(TypeInformation<ACC> accumulator) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<RunningTotal<ACC>> type = (Class) RunningTotal.class;
    return HandWrittenType.of(type, RunningTotalSerializer::new, accumulator);
  }
}
