package io.tidemark.functions.intake;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drops events whose id was seen within an event-time horizon, and counts them. The stream must be
 * keyed by the event's id.
 *
 * <p>The first event of an id to arrive is kept. Another one with the same id is a duplicate if its
 * event time is less than the horizon away from a kept one's, before or after; if not, it is kept
 * as well. An event is forgotten once the watermark has reached its event time plus the horizon: a
 * time in state for each event kept within the horizon, no more.
 */
public final class Deduplicator extends AbstractStreamOperator<Event>
    implements OneInputStreamOperator<Event, Event>,
        Triggerable<String, VoidNamespace>,
        BoundedOneInput {

  private static final long serialVersionUID = 1;

  private final long horizonMs;

  private transient LedgerMeter ledger;
  private transient ListState<Long> keptTimes;
  private transient InternalTimerService<VoidNamespace> timers;

  /**
   * @param horizon how far apart in event time two copies of an event can be; above zero
   */
  public Deduplicator(Duration horizon) {
    this.horizonMs = horizon.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    ledger = new LedgerMeter();
    keptTimes =
        getRuntimeContext().getListState(new ListStateDescriptor<>("kept-event-times", Types.LONG));
    timers = getInternalTimerService("forget", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<Event> element) throws Exception {
    long time = element.getTimestamp();
    for (long kept : keptTimes.get()) {
      if (Math.abs(time - kept) < horizonMs) {
        ledger.count(Entry.DUPLICATE);
        return;
      }
    }
    keptTimes.add(time);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, forgottenAt(time));
    output.collect(element);
  }

  private long forgottenAt(long keptTime) {
    long forgottenAt = keptTime + horizonMs;
    return forgottenAt < keptTime ? Long.MAX_VALUE : forgottenAt;
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    // The id may have been kept again since, beyond the horizon: a later timer forgets that.
    List<Long> remembered = new ArrayList<>();
    for (long kept : keptTimes.get()) {
      if (forgottenAt(kept) > timer.getTimestamp()) {
        remembered.add(kept);
      }
    }
    keptTimes.update(remembered);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no processing-time timer is ever set");
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    ledger.tell(output);
  }

  @Override
  public void endInput() {
    ledger.tell(output);
  }
}
