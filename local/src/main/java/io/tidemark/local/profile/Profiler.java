package io.tidemark.local.profile;

import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.FutureGuard;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.event.TimeCorrection;
import io.tidemark.local.profile.Profile.ArrivalClock;
import java.time.InstantSource;
import java.util.List;

/**
 * Measures a feed, record by record in the order of arrival. A record is what the jobs take it for:
 * their decoder reads it, and their future guard judges it.
 */
final class Profiler implements Feed.Receiver {

  private static final Origin NOWHERE = new Origin("", Origin.FILE, 0);
  private static final int PICTURE_POINTS = 1500;

  private final ProfileSettings settings;
  private final String source;
  private final InstantSource wallClock;
  private final EventDecoder decoder;
  private final EventDecoder unguardedDecoder;

  private final List<PartitionProfile> partitions;
  private final SlowestPartition slowest;
  private final EventTypes types = new EventTypes();
  private final LengthHistogram futureAhead = new LengthHistogram();
  private final Parts delays = new Parts();
  private final LengthHistogram lateness = new LengthHistogram();
  private final WindowSample windows = new WindowSample();
  private final CompletionDelay completionDelay;
  private final DeviceClocks devices;
  private final Reservoir events = new Reservoir(PICTURE_POINTS);
  private final Reservoir delayed = new Reservoir(PICTURE_POINTS);
  private final Trace newestTrace = new Trace();

  private long records;
  private long malformed;
  private String firstMalformed;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;
  private ArrivalClock arrivalClock = ArrivalClock.NONE;
  private long firstArrival = Event.NO_TIME;
  private long clock = Event.NO_TIME;

  /**
   * @param source what is measured, for people
   * @param partitions the names of its partitions
   * @param wallClock the future guard's judge where a record brings none
   */
  Profiler(
      ProfileSettings settings, String source, List<String> partitions, InstantSource wallClock) {
    this.settings = settings;
    this.source = source;
    this.wallClock = wallClock;
    EventMapping mapping = settings.mapping();
    decoder =
        new EventDecoder(
            mapping,
            FutureGuard.of(settings.maxFuture(), FutureGuard.Policy.DEAD_LETTER),
            TimeCorrection.none(),
            wallClock);
    unguardedDecoder =
        new EventDecoder(mapping, FutureGuard.off(), TimeCorrection.none(), wallClock);
    this.partitions = partitions.stream().map(PartitionProfile::new).toList();
    slowest = new SlowestPartition(this.partitions, settings.idleTimeout().toMillis());
    completionDelay = new CompletionDelay(settings.windowMs(), Curve.bounds());
    devices = new DeviceClocks(partitions.size(), settings.windowMs());
  }

  @Override
  public void receive(int partition, byte[] value, long brokerTimeMs, long producerTimeMs) {
    records++;
    Decoded decoded = decoder.decode(value, brokerTimeMs, NOWHERE);
    if (decoded.isEvent()) {
      take(partition, decoded.event(), brokerTimeMs, producerTimeMs);
    } else if (decoded.deadLetter().reason() == DeadLetter.Reason.FUTURE) {
      Event event = unguardedDecoder.decode(value, brokerTimeMs, NOWHERE).event();
      futureAhead.add(event.time() - judgingClock(event, brokerTimeMs));
    } else {
      malformed++;
      if (firstMalformed == null) {
        firstMalformed =
            ProfileSettings.withoutKey("record " + records + ": " + decoded.deadLetter().error());
      }
    }
  }

  private long judgingClock(Event event, long brokerTimeMs) {
    if (brokerTimeMs != Event.NO_TIME) {
      return brokerTimeMs;
    }
    return event.receivedTime() == Event.NO_TIME ? wallClock.millis() : event.receivedTime();
  }

  private void take(int partitionNumber, Event event, long brokerTimeMs, long producerTimeMs) {
    long time = event.time();
    oldest = Math.min(oldest, time);
    newest = Math.max(newest, time);
    readClock(event.receivedTime(), brokerTimeMs, producerTimeMs);

    PartitionProfile partition = partitions.get(partitionNumber);
    long partitionBefore = partition.newest();
    types.add(
        event.type(), Math.max(0, partitionBefore == Event.NO_TIME ? 0 : partitionBefore - time));
    devices.add(partitionNumber, event);
    if (clock != Event.NO_TIME) {
      slowest.clockIs(clock);
    }

    // Whether it is late is a matter of what came before it.
    long before = slowest.newest();
    long window = Math.floorDiv(time, settings.windowMs());
    long delay = 0;
    long late = 0;
    if (before != Event.NO_TIME) {
      delay = Math.max(0, before - time);
      // Complete with a bound means before - bound - 1 >= end - 1, so the bound is less than this.
      late = Math.max(0, before - (window + 1) * settings.windowMs() + 1);
    }
    delays.add(delay);
    lateness.add(late);
    windows.add(window, delay, late);

    partition.add(time, clock);
    slowest.arrived(partitionNumber, partitionBefore, clock);
    if (slowest.newest() != before) {
      completionDelay.advance(slowest.newest(), clock == Event.NO_TIME ? slowest.newest() : clock);
    }
    draw(time, delay);
  }

  /** The clock of arrival goes on; it never goes back. */
  private void readClock(long receivedTimeMs, long brokerTimeMs, long producerTimeMs) {
    long arrival;
    if (brokerTimeMs != Event.NO_TIME) {
      arrival = brokerTimeMs;
      arrivalClock = ArrivalClock.BROKER;
    } else if (receivedTimeMs != Event.NO_TIME) {
      arrival = receivedTimeMs;
      arrivalClock = ArrivalClock.RECEIVED;
    } else if (producerTimeMs != Event.NO_TIME) {
      arrival = producerTimeMs;
      arrivalClock = ArrivalClock.PRODUCER;
    } else {
      return;
    }
    if (clock == Event.NO_TIME) {
      firstArrival = arrival;
    }
    clock = Math.max(clock, arrival);
  }

  private void draw(long time, long delay) {
    long x = clock == Event.NO_TIME ? records : clock;
    events.add(x, time, delay);
    if (delay > 0) {
      delayed.add(x, time, delay);
    }
    if (slowest.newest() != Event.NO_TIME) {
      newestTrace.add(x, slowest.newest());
    }
  }

  /** How many records there were, whatever became of them. */
  long records() {
    return records;
  }

  /** What was measured so far. */
  Profile profile() {
    LengthHistogram all = delays.all();
    return new Profile(
        source,
        new Profile.Counts(records, all.count(), malformed, futureAhead.count(), firstMalformed),
        new Profile.Span(oldest, newest),
        clock == Event.NO_TIME ? null : new Profile.Span(firstArrival, clock),
        arrivalClock,
        settings.maxFuture().toMillis(),
        futureAhead,
        partitions,
        types.list(),
        types.others(),
        all,
        delays.full(),
        devices.result(),
        new Profile.Windows(settings.windowMs(), windows.size(), windows.oneIn()),
        new Curve(all, lateness, windows, completionDelay.meanMs()),
        new Profile.Picture(events.points(), delayed.points(), newestTrace));
  }
}
