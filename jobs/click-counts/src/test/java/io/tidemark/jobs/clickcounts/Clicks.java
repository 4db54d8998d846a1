package io.tidemark.jobs.clickcounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.functions.event.Event;

/** Clicks for tests. */
final class Clicks {

  private Clicks() {}

  static Event by(String user) {
    return click(user, Double.NaN);
  }

  static Event worth(double value) {
    return click("u1", value);
  }

  private static Event click(String user, double value) {
    return new Event(
        "i1",
        null,
        user,
        "i1",
        "click",
        0,
        Event.NO_TIME,
        Event.NO_TIME,
        value,
        "{}".getBytes(UTF_8));
  }
}
