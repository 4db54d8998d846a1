package io.tidemark.jobs.usersessions;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.event.Event;
import java.io.IOException;

/**
 * What one user did in one session, as far as it is known. It is a result and the state behind it.
 *
 * @param count how many events
 * @param firstTime the event time of the first one, epoch milliseconds; {@link Event#NO_TIME} if
 *     there is none
 * @param lastTime the event time of the last one, likewise
 * @param firstItem what the first one was about, null if it does not say
 * @param lastItem what the last one was about, null if it does not say
 */
public record UserSession(
    long count, long firstTime, long lastTime, String firstItem, String lastItem) {

  static final UserSession EMPTY = new UserSession(0, Event.NO_TIME, Event.NO_TIME, null, null);

  static UserSession of(Event event) {
    return new UserSession(1, event.time(), event.time(), event.item(), event.item());
  }

  /** Both together, whichever came first. */
  UserSession plus(UserSession other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    UserSession first =
        isBefore(firstTime, firstItem, other.firstTime, other.firstItem) ? this : other;
    UserSession last = isBefore(lastTime, lastItem, other.lastTime, other.lastItem) ? other : this;
    return new UserSession(
        count + other.count, first.firstTime, last.lastTime, first.firstItem, last.lastItem);
  }

  /** At the same time the item decides, so that no order of arrival does. */
  private static boolean isBefore(long time, String item, long otherTime, String otherItem) {
    if (time != otherTime || item == null || otherItem == null) {
      return time < otherTime || (time == otherTime && item == null);
    }
    return item.compareTo(otherItem) < 0;
  }

  /** From the first event to the last one, milliseconds of event time. */
  long durationMs() {
    return lastTime - firstTime;
  }

  void writeColumns(JsonGenerator json) throws IOException {
    json.writeNumberField("count", count);
    json.writeNumberField("duration_ms", durationMs());
    json.writeStringField("first_item", firstItem);
    json.writeStringField("last_item", lastItem);
  }
}
