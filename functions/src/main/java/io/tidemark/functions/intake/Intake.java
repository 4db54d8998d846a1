package io.tidemark.functions.intake;

import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.CountingOperator;
import io.tidemark.functions.ledger.Entry;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Lets through the events that count, sends dead letters to their side output, and counts what was
 * read, what was refused and why. How many events came from the future is also shown as the metric
 * {@code eventtime.future}, whatever became of them. It must be chained to the source: the sequence
 * numbers that it counts by are those of one decoder.
 */
public final class Intake extends CountingOperator<Event>
    implements OneInputStreamOperator<Decoded, Event> {

  private static final long serialVersionUID = 1;

  /** The side output of the records that are no events. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

  private final Set<String> types;
  private final Set<String> otherTypes;

  private transient long lastSequence;
  private transient Counter future;

  /**
   * @param types the event types that count; empty means all but the other ones
   * @param otherTypes the event types that do not count in any case
   */
  public Intake(Set<String> types, Set<String> otherTypes) {
    this.types = Set.copyOf(types);
    this.otherTypes = Set.copyOf(otherTypes);
  }

  @Override
  public void open() throws Exception {
    super.open();
    future = getMetricGroup().addGroup("eventtime").counter("future");
  }

  @Override
  public void processElement(StreamRecord<Decoded> element) {
    Decoded decoded = element.getValue();
    ledger().count(Entry.READ, readSinceLast(decoded.sequence()));
    if (isFromTheFuture(decoded)) {
      future.inc();
    }
    if (!decoded.isEvent()) {
      decide(isFromTheFuture(decoded) ? Entry.FUTURE : Entry.MALFORMED, null, Event.NO_TIME);
      output.collect(DEAD_LETTERS, new StreamRecord<>(decoded.deadLetter()));
    } else if (isWanted(decoded.event())) {
      output.collect(element.replace(decoded.event()));
    } else {
      decide(Entry.FILTERED, decoded.event().key(), decoded.event().time());
    }
  }

  private static boolean isFromTheFuture(Decoded decoded) {
    return decoded.isEvent()
        ? !decoded.tellsTime()
        : decoded.deadLetter().reason() == DeadLetter.Reason.FUTURE;
  }

  private boolean isWanted(Event event) {
    if (event.type() == null) {
      return types.isEmpty();
    }
    return (types.isEmpty() || types.contains(event.type())) && !otherTypes.contains(event.type());
  }

  /** One, unless a record was lost between the decoder and here. Both begin anew with the task. */
  private long readSinceLast(long sequence) {
    long read = sequence - lastSequence;
    lastSequence = sequence;
    return read;
  }
}
