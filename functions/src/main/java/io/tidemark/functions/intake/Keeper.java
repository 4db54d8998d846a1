package io.tidemark.functions.intake;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.CountingOperator;
import io.tidemark.functions.ledger.Entry;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Where events end up that are in no window: each is kept, as it is, and counted as on time. There
 * is nothing that it could be late for.
 */
public final class Keeper extends CountingOperator<Event>
    implements OneInputStreamOperator<Event, Event> {

  private static final long serialVersionUID = 1;

  @Override
  public void processElement(StreamRecord<Event> element) {
    decide(Entry.ON_TIME, element.getValue().key(), element.getValue().time());
    output.collect(element);
  }
}
