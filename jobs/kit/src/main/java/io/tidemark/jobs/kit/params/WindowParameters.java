package io.tidemark.jobs.kit.params;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.PreAggregation;
import java.time.Duration;
import java.util.List;

/** Windows of event time. */
public final class WindowParameters {

  public static final Parameter<Duration> SIZE =
      Parameter.duration(
          "window.size", null, "The length of a window: tumbling windows, or sliding ones");
  public static final Parameter<Duration> SLIDE =
      Parameter.duration(
          "window.slide",
          null,
          "From the start of one window to that of the next, at most the size: sliding windows");
  public static final Parameter<Duration> SESSION_GAP =
      Parameter.duration(
          "window.session-gap",
          null,
          "How long without an event ends a session: session windows, in place of a size");
  public static final Parameter<Duration> OFFSET =
      Parameter.duration(
          "window.offset",
          Duration.ZERO,
          "How much later than the multiples of their slide windows begin; not for sessions");
  public static final Parameter<String> TIMEZONE =
      Parameter.text(
          "window.timezone",
          "UTC",
          "The zone by whose clocks windows begin, such as Europe/Berlin; not for sessions");
  public static final Parameter<Duration> ALLOWED_LATENESS =
      Parameter.duration(
          "window.allowed-lateness",
          Duration.ZERO,
          "For how much event time a complete window still accepts late events");
  public static final Parameter<Duration> EARLY_INTERVAL =
      Parameter.duration(
          "window.early-interval",
          Duration.ZERO,
          "An EARLY pane this much processing time after the first change since the last pane;"
              + " 0: none");
  public static final Parameter<Duration> EARLY_EVENT_TIME =
      Parameter.duration(
          "window.early-event-time",
          Duration.ZERO,
          "An EARLY pane each time the watermark has moved this far inside the window, if it has"
              + " changed; 0: none");
  public static final Parameter<Integer> EARLY_COUNT =
      Parameter.integer(
          "window.early-count", 0, "An EARLY pane after this many events since the last; 0: none");
  public static final Parameter<Duration> LATE_INTERVAL =
      Parameter.duration(
          "window.late-interval",
          Duration.ZERO,
          "A LATE pane this much processing time after the first late event since the last pane;"
              + " 0: one for each late event");
  public static final Parameter<Accumulation> ACCUMULATION =
      Parameter.oneOf(
          Accumulation.class,
          "window.accumulation",
          Accumulation.ACCUMULATING,
          "What a pane has: only what came since the last one, everything so far, or everything"
              + " after a row that takes the last one back");

  public static final Parameter<PreAggregation> PRE_AGGREGATION =
      Parameter.oneOf(
          PreAggregation.class,
          "window.pre-aggregation",
          PreAggregation.AUTO,
          "auto: events are added up before they are sent by their key, where that makes fewer of"
              + " them");

  public static final List<Parameter<?>> ALL =
      List.of(
          SIZE,
          SLIDE,
          SESSION_GAP,
          OFFSET,
          TIMEZONE,
          ALLOWED_LATENESS,
          EARLY_INTERVAL,
          EARLY_EVENT_TIME,
          EARLY_COUNT,
          LATE_INTERVAL,
          ACCUMULATION,
          PRE_AGGREGATION);

  private WindowParameters() {}
}
