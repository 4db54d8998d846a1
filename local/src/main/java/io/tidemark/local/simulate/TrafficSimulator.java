package io.tidemark.local.simulate;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Draws the traffic of a model, record by record, in the order of arrival.
 *
 * <p>Pure: the same model gives the same bytes, and no clock is read. Its memory is the phones and
 * what is on its way between them and the collector, however long the traffic. One thread draws;
 * any thread may ask for the {@link #counts()}.
 */
public final class TrafficSimulator implements Iterator<SimulatedRecord> {

  private static final double MEAN_DUPLICATE_DELAY_MS = 1_000;

  /** A record on its way; those of one millisecond keep the order in which they were sent. */
  private record OnItsWay(SimulatedRecord record, long number) {
    static final Comparator<OnItsWay> BY_ARRIVAL =
        Comparator.comparingLong((OnItsWay o) -> o.record.arrivalTimeMs())
            .thenComparingLong(OnItsWay::number);
  }

  private final TrafficModel model;
  private final Dice dice;
  private final RecordMaker maker;
  private final long endMs;
  private final PriorityQueue<Phone> phonesBySending;
  private final PriorityQueue<OnItsWay> onTheirWay = new PriorityQueue<>(OnItsWay.BY_ARRIVAL);

  private long sent;
  private volatile Counts counts = Counts.NONE;

  public TrafficSimulator(TrafficModel model) {
    this.model = model;
    dice = new Dice(model.seed());
    maker = new RecordMaker(model);
    endMs = model.duration().map(d -> model.startMs() + d.toMillis()).orElse(Long.MAX_VALUE);
    phonesBySending =
        new PriorityQueue<>(model.users(), Comparator.comparingDouble(Phone::sentAtMs));
    double meanIntervalMs = model.users() / model.rate() * Duration.ofSeconds(1).toMillis();
    Rhythm rhythm = Rhythm.ofMeanInterval(meanIntervalMs);
    Network network = Network.of(model);
    for (int user = 1; user <= model.users(); user++) {
      phonesBySending.add(new Phone(user, model, rhythm, network, dice));
    }
  }

  @Override
  public boolean hasNext() {
    if (model.count() > 0 && counts.records() >= model.count()) {
      return false;
    }
    // What a phone sends later cannot arrive before what it is compared with here.
    while (onTheirWay.isEmpty() || nextArrivalMs() > nextSendingMs()) {
      sendNext();
    }
    return nextArrivalMs() < endMs;
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The traffic has ended");
    }
    SimulatedRecord record = onTheirWay.remove().record();
    counts = counts.plus(record.kind());
    return record;
  }

  /** What has been drawn so far. */
  public Counts counts() {
    return counts;
  }

  private void sendNext() {
    Phone phone = phonesBySending.remove();
    double receivedAtMs = phone.drawReceivedAtMs(dice);
    // What arrived before the start is history that somebody else has read.
    if (receivedAtMs >= 0) {
      SimulatedRecord record = maker.make(phone, receivedAtMs, dice);
      putOnItsWay(record);
      if (record.kind().isHonest() && dice.chance(model.mischief().duplicateShare())) {
        putOnItsWay(record.again(1 + (long) dice.exponential(MEAN_DUPLICATE_DELAY_MS)));
      }
    }
    phone.actAgain(dice);
    phonesBySending.add(phone);
  }

  private void putOnItsWay(SimulatedRecord record) {
    onTheirWay.add(new OnItsWay(record, sent++));
  }

  /** Epoch milliseconds of the first arrival among what is on its way. */
  private long nextArrivalMs() {
    return onTheirWay.element().record().arrivalTimeMs();
  }

  /** Epoch milliseconds of the next sending among the phones. */
  private long nextSendingMs() {
    return model.epochMs(phonesBySending.element().sentAtMs());
  }
}
