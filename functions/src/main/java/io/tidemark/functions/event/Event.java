package io.tidemark.functions.event;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One valid event, as the decoder read it. Fields that the feed does not have are null ({@link
 * #NO_TIME}, {@link Double#NaN}).
 *
 * @param key what the job groups by; null only if the event is a mark that tells the time, which no
 *     job gets to see
 * @param id the event's own identity, for the removal of duplicates
 * @param user who acted
 * @param item what was acted upon
 * @param type what kind of act it was
 * @param time event time, epoch milliseconds: when it happened, corrected if clocks are
 * @param sentTime when the device sent it, epoch milliseconds by the device's clock
 * @param receivedTime when the collector got it, epoch milliseconds by the collector's clock
 * @param value the number that the event carries
 * @param raw the record's bytes as read, valid UTF-8 JSON; not to be changed
 */
@TypeInfo(EventTypeInfoFactory.class)
public record Event(
    String key,
    String id,
    String user,
    String item,
    String type,
    long time,
    long sentTime,
    long receivedTime,
    double value,
    @SuppressWarnings("ArrayRecordComponent") byte[] raw) {

  /** Stands for a time that the feed does not tell. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The same event under another key. */
  public Event under(String otherKey) {
    return new Event(otherKey, id, user, item, type, time, sentTime, receivedTime, value, raw);
  }

  /** The same event at another time. */
  Event at(long otherTime) {
    return new Event(key, id, user, item, type, otherTime, sentTime, receivedTime, value, raw);
  }
}
