package io.tidemark.jobs.usersessions;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.event.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one user did in one session, as far as it is known. It is a result and the state behind it.
 *
 * @param count how many events
 * @param first the first of them, null if there is none
 * @param last the last of them in their order, as many as a path has; not to be changed
 */
public record UserSession(long count, Step first, List<Step> last) {

  static final UserSession EMPTY = new UserSession(0, null, List.of());

  static UserSession of(Event event) {
    Step step = Step.of(event);
    return new UserSession(1, step, List.of(step));
  }

  /** Both together, whichever came first, with no more than so many last steps. */
  UserSession plus(UserSession other, int steps) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    return new UserSession(
        count + other.count,
        first.compareTo(other.first) <= 0 ? first : other.first,
        lastOf(last, other.last, steps));
  }

  /** The last steps of two lists that are in order. */
  private static List<Step> lastOf(List<Step> some, List<Step> others, int steps) {
    int i = 0;
    int j = 0;
    List<Step> merged = new ArrayList<>(Math.min(some.size() + others.size(), steps));
    for (int left = some.size() + others.size(); left > 0; left--) {
      boolean fromSome =
          j == others.size() || (i < some.size() && some.get(i).compareTo(others.get(j)) <= 0);
      Step next = fromSome ? some.get(i++) : others.get(j++);
      if (left <= steps) {
        merged.add(next);
      }
    }
    return merged;
  }

  /** From the first event to the last one, milliseconds of event time. */
  long durationMs() {
    return count == 0 ? 0 : exit().time() - first.time();
  }

  private Step exit() {
    return last.get(last.size() - 1);
  }

  void writeColumns(JsonGenerator json) throws IOException {
    json.writeNumberField("count", count);
    json.writeNumberField("duration_ms", durationMs());
    json.writeStringField("entry_item", count == 0 ? null : first.item());
    json.writeStringField("exit_item", count == 0 ? null : exit().item());
    json.writeArrayFieldStart("path");
    for (Step step : last) {
      json.writeString(step.item());
    }
    json.writeEndArray();
    json.writeBooleanField("bounce", count == 1);
  }
}
