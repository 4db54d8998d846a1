package io.tidemark.local.profile;

import io.tidemark.functions.event.Event;

/** What a partition has shown so far. */
final class PartitionProfile {

  private final String name;
  private final LengthHistogram outOfOrderness = new LengthHistogram();
  private final LengthHistogram eventTimeGaps = new LengthHistogram();
  private final LengthHistogram arrivalGaps = new LengthHistogram();
  private long newest = Event.NO_TIME;
  private long lastArrival = Event.NO_TIME;

  PartitionProfile(String name) {
    this.name = name;
  }

  /**
   * Takes an event.
   *
   * @param timeMs its event time
   * @param arrivalMs when it came, by a clock that never goes back; {@link Event#NO_TIME} if none
   *     tells
   */
  void add(long timeMs, long arrivalMs) {
    if (newest == Event.NO_TIME) {
      newest = timeMs;
      outOfOrderness.add(0);
    } else if (timeMs >= newest) {
      outOfOrderness.add(0);
      eventTimeGaps.add(timeMs - newest);
      newest = timeMs;
    } else {
      outOfOrderness.add(newest - timeMs);
    }
    if (arrivalMs != Event.NO_TIME) {
      if (lastArrival != Event.NO_TIME) {
        arrivalGaps.add(arrivalMs - lastArrival);
      }
      lastArrival = arrivalMs;
    }
  }

  String name() {
    return name;
  }

  /** The newest event time, or {@link Event#NO_TIME}. */
  long newest() {
    return newest;
  }

  /** How long nothing has come from it at the end of all arrivals. */
  long silence(Profile.Span arrival) {
    return arrival.toMs() - (lastArrival == Event.NO_TIME ? arrival.fromMs() : lastArrival);
  }

  /** How far each event was behind the newest one before it; 0: it was in order. */
  LengthHistogram outOfOrderness() {
    return outOfOrderness;
  }

  /** By how much each event in order moved event time on. */
  LengthHistogram eventTimeGaps() {
    return eventTimeGaps;
  }

  /** How long it was silent before each event. */
  LengthHistogram arrivalGaps() {
    return arrivalGaps;
  }
}
