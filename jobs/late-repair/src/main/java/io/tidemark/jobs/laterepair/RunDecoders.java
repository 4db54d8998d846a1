package io.tidemark.jobs.laterepair;

import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.FutureGuard;
import io.tidemark.functions.event.RecordDecoder;
import io.tidemark.functions.event.TimeCorrection;
import io.tidemark.functions.event.TimeFormat;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.source.RecordDecoders;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Decodes what a run of a job has written: its results and its late events.
 *
 * @param lateEvents where in a late event's row the fields are
 * @param aggregate what the job makes of events
 */
record RunDecoders(EventMapping lateEvents, Aggregate aggregate) implements RecordDecoders {

  private static final Set<String> FILES =
      Set.of(Output.RESULTS.fileName(), Output.LATE.fileName());

  /**
   * @param events where the fields are in the events that the job read
   */
  static RunDecoders of(EventMapping events, Aggregate aggregate) {
    Map<Field, String> pointers = new EnumMap<>(Field.class);
    Set<Field> required = EnumSet.of(Field.KEY);
    if (aggregate == Aggregate.SUM) {
      required.add(Field.VALUE);
    }
    for (Field field : required) {
      pointers.put(field, "/" + Rows.EVENT + events.pointers().get(field));
    }
    // That is the time which the job had set right, and which the event itself may not have.
    pointers.put(Field.TIME, "/" + Rows.EVENT_TIME);
    return new RunDecoders(new EventMapping(pointers, required, TimeFormat.ISO_8601), aggregate);
  }

  @Override
  public RecordDecoder create() {
    return new RowDecoder(
        new EventDecoder(
            lateEvents, FutureGuard.off(), TimeCorrection.none(), InstantSource.system()),
        aggregate);
  }

  /** A folder of a run has other outputs too. */
  @Override
  public boolean reads(String name) {
    return FILES.contains(name);
  }
}
