package io.tidemark.functions.window;

import io.tidemark.functions.type.HandWrittenType;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The state of one slice of one key, as {@link SliceSerializer} writes it. */
final class Slice<ACC> {

  /** What the slice's records have added up to. */
  ACC accumulator;

  /**
   * This slice and the newer ones up to where the stacks were turned; null if it is not in there.
   */
  ACC upToTurn;

  /** Stands for a slice with records that no early pane knows of. */
  static final long NOT_SEEN_TO = Long.MIN_VALUE;

  /**
   * The processing time up to which all open windows of this slice have an early pane due already,
   * so that another record need not see to it.
   */
  long seenToUntil = NOT_SEEN_TO;

  Slice(ACC accumulator) {
    this.accumulator = accumulator;
  }

  /** Where slices are in keyed state, each under its name. */
  static <ACC> ValueStateDescriptor<Slice<ACC>> descriptor(TypeInformation<ACC> accumulator) {
    return new ValueStateDescriptor<>("slices", typeOf(accumulator));
  }

  static <ACC> TypeInformation<Slice<ACC>> typeOf(TypeInformation<ACC> accumulator) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<Slice<ACC>> type = (Class) Slice.class;
    return HandWrittenType.of(type, SliceSerializer::new, accumulator);
  }
}
