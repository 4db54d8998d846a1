package io.tidemark.functions.intake;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.eventtime.EventTimeOperator;
import io.tidemark.functions.ledger.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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
 * as well. A kept event is remembered until the watermark has moved a horizon past it, or past
 * where the watermark was when it came, if it came late: a late event may have copies too. So there
 * are two times in state for each event kept within the horizon, no more.
 */
public final class Deduplicator extends EventTimeOperator<Event>
    implements OneInputStreamOperator<Event, Event>, Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  /**
   * An event that was let through.
   *
   * @param time its event time
   * @param forgottenAt the watermark at which it is remembered no more
   */
  public record Kept(long time, long forgottenAt) {}

  private final long horizonMs;

  private transient ListState<Kept> keptEvents;
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
    keptEvents =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("kept", TypeInformation.of(Kept.class)));
    timers = getInternalTimerService("forget", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<Event> element) throws Exception {
    long time = element.getTimestamp();
    for (Kept kept : keptEvents.get()) {
      if (Math.abs(time - kept.time) < horizonMs) {
        decide(Entry.DUPLICATE, element.getValue().key(), time);
        return;
      }
    }
    Kept kept = new Kept(time, forgottenAt(time));
    keptEvents.add(kept);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, kept.forgottenAt);
    output.collect(element);
  }

  private long forgottenAt(long time) {
    long from = Math.max(time, watermark());
    return from > Long.MAX_VALUE - horizonMs ? Long.MAX_VALUE : from + horizonMs;
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    // The id may have been kept again since, beyond the horizon: a later timer forgets that.
    List<Kept> remembered = new ArrayList<>();
    for (Kept kept : keptEvents.get()) {
      if (kept.forgottenAt > timer.getTimestamp()) {
        remembered.add(kept);
      }
    }
    keptEvents.update(remembered);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no processing-time timer is ever set");
  }
}
