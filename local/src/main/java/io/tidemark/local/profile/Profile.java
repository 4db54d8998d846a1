package io.tidemark.local.profile;

import java.util.List;

/**
 * What a feed was measured to be.
 *
 * @param source the file, the folder or the topics
 * @param counts what the records were
 * @param eventTime the oldest and the newest event
 * @param arrival the first and the last arrival; null if no clock tells
 * @param arrivalClock whose clock tells when an event came
 * @param futureMs how far ahead the future guard believes
 * @param futureAhead how far ahead of the judging clock each record from the future was
 * @param partitions each of them
 * @param types the types of event, the most frequent first; empty if events have none
 * @param otherTypes the events of types that are not in the list
 * @param behindSlowest how far each event was behind the newest one of the slowest partition: what
 *     decides whether it is late
 * @param parts the same for equal parts of the feed, in the order of arrival
 * @param devices the clocks of devices, or null if no event tells
 * @param windows the windows that the curve is about
 * @param curve what becomes of bounds, ascending
 * @param picture a sample of the events
 */
record Profile(
    String source,
    Counts counts,
    Span eventTime,
    Span arrival,
    ArrivalClock arrivalClock,
    long futureMs,
    LengthHistogram futureAhead,
    List<PartitionProfile> partitions,
    List<EventType> types,
    LengthHistogram otherTypes,
    LengthHistogram behindSlowest,
    List<LengthHistogram> parts,
    Devices devices,
    Windows windows,
    Curve curve,
    Picture picture) {

  /** Whose clock tells when an event came. */
  enum ArrivalClock {
    /** Kafka's broker, where the topic stamps records on arrival. */
    BROKER,
    /** The collector: the events' received time. */
    RECEIVED,
    /** The sender of the Kafka record. */
    PRODUCER,
    /** Nobody's: the newest event stands in for it. */
    NONE
  }

  /**
   * What the records were.
   *
   * @param firstMalformed what is wrong with the first one that is malformed, or null
   */
  record Counts(long records, long events, long malformed, long future, String firstMalformed) {}

  /** From the first moment to the last, epoch milliseconds. */
  record Span(long fromMs, long toMs) {}

  /** A type of event; its name is null where events have none. */
  record EventType(String name, LengthHistogram outOfOrderness) {}

  /**
   * The clocks of devices.
   *
   * @param skewsMs the collector's clock less the device's, and the quickest trip, ascending
   * @param oneIn one in how many devices is among them
   * @param asSaid how far out of order their events are
   * @param putRight the same, had their event times been put right
   * @param inOtherWindows the share of their events that would be in another window
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Devices(
      long[] skewsMs,
      long oneIn,
      LengthHistogram asSaid,
      LengthHistogram putRight,
      double inOtherWindows) {

    /** The skew that so large a share of the devices does not exceed. */
    long quantile(double share) {
      int rank = (int) Math.ceil(share * skewsMs.length);
      return skewsMs[Math.max(0, rank - 1)];
    }
  }

  /**
   * The windows that were looked at.
   *
   * @param sizeMs their length
   * @param looked how many
   * @param oneIn one in how many windows is among them
   */
  record Windows(long sizeMs, int looked, long oneIn) {}

  /** A sample of the events, and of how the newest event moved on. */
  record Picture(List<Reservoir.Point> events, List<Reservoir.Point> delayed, Trace newest) {}

  /** How far each event was behind the newest one of its own partition. */
  LengthHistogram outOfOrderness() {
    return LengthHistogram.sum(partitions.stream().map(PartitionProfile::outOfOrderness).toList());
  }

  /** The silences before each event: by the arrival clock, or in event time if there is none. */
  LengthHistogram gaps() {
    return LengthHistogram.sum(
        partitions.stream()
            .map(arrival == null ? PartitionProfile::eventTimeGaps : PartitionProfile::arrivalGaps)
            .toList());
  }
}
