package io.tidemark.jobs.usersessions;

import io.tidemark.functions.event.Event;
import java.util.Comparator;

/**
 * One event of a session. Steps are in the order of event time; at the same time the event's id
 * decides, and then the item, so that no order of arrival does.
 *
 * @param time its event time, epoch milliseconds
 * @param id the event's id, null if it has none
 * @param item what it was about, null if it does not say
 */
public record Step(long time, String id, String item) implements Comparable<Step> {

  private static final Comparator<String> NONE_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  static Step of(Event event) {
    return new Step(event.time(), event.id(), event.item());
  }

  @Override
  public int compareTo(Step other) {
    if (time != other.time) {
      return Long.compare(time, other.time);
    }
    int byId = NONE_FIRST.compare(id, other.id);
    return byId != 0 ? byId : NONE_FIRST.compare(item, other.item);
  }
}
