package io.tidemark.functions.intake;

import io.tidemark.functions.event.Event;
import java.nio.charset.StandardCharsets;

/** Events to test with. */
final class Events {

  static final long TIME = 1_767_225_600_000L;

  private Events() {}

  static Event event(String id, String type) {
    return new Event(
        "key",
        id,
        "user",
        "item",
        type,
        TIME,
        Event.NO_TIME,
        TIME + 5,
        Double.NaN,
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** An event with nothing but what every event has. */
  static Event bare(long time) {
    return new Event(
        "",
        null,
        null,
        null,
        null,
        time,
        Event.NO_TIME,
        Event.NO_TIME,
        Double.NaN,
        "{}".getBytes(StandardCharsets.UTF_8));
  }
}
