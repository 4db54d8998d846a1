package io.tidemark.jobs.clickcounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.functions.event.Event;

/** Clicks for tests. */
final class Clicks {

  private Clicks() {}

  static Event by(String user) {
    return new Event(
        "i1",
        null,
        user,
        "i1",
        "click",
        0,
        Event.NO_TIME,
        Event.NO_TIME,
        Double.NaN,
        "{}".getBytes(UTF_8));
  }
}
