package io.tidemark.jobs.kit.params;

import io.tidemark.functions.event.FutureGuard;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How far event time has come. */
public final class WatermarkParameters {

  /** How the watermark follows the events. */
  public enum Strategy {
    /** As far behind the latest event as {@link #MAX_OUT_OF_ORDERNESS} says. */
    BOUNDED,
    /** As far behind the latest event as {@link #COMPLETENESS} takes, which is found out. */
    ADAPTIVE,
    /** As events of the type {@link #MARK_TYPE} say. */
    PUNCTUATED,
    /** Right behind the latest event: for feeds in order. */
    ASCENDING
  }

  /** When the watermark is emitted. */
  public enum Emit {
    /** At Flink's interval, and in between as soon as it completes a window; sessions wait. */
    PERIODIC,
    /** After each event that moves it. */
    PER_EVENT
  }

  public static final Parameter<Strategy> STRATEGY =
      Parameter.oneOf(
          Strategy.class,
          "watermark.strategy",
          Strategy.BOUNDED,
          "How the watermark follows the events, in each Kafka partition by itself");
  public static final Parameter<Duration> MAX_OUT_OF_ORDERNESS =
      Parameter.duration(
          "watermark.max-out-of-orderness",
          Duration.ofSeconds(5),
          "How far behind the latest event one may be and still be on time (bounded; adaptive: until"
              + " it knows better)");
  public static final Parameter<Double> COMPLETENESS =
      Parameter.number(
          "watermark.completeness", 0.999, "What share of the events is to be on time (adaptive)");
  public static final Parameter<Duration> FLOOR =
      Parameter.duration(
          "watermark.adaptive.floor",
          Duration.ZERO,
          "The least that an adaptive watermark is behind the latest event");
  public static final Parameter<Duration> CEILING =
      Parameter.duration(
          "watermark.adaptive.ceiling",
          Duration.ofHours(1),
          "The most that an adaptive watermark is behind the latest event, whatever becomes late");
  public static final Parameter<String> MARK_TYPE =
      Parameter.text(
          "watermark.mark-type",
          null,
          "Events of this type say that none up to their time is still to come, and nothing else"
              + " (punctuated)");
  public static final Parameter<Duration> IDLE_TIMEOUT =
      Parameter.duration(
          "watermark.idle-timeout",
          Duration.ofSeconds(30),
          "After how long without an event a partition holds the others back no more; 0: never;"
              + " not for bounded runs");
  public static final Parameter<Duration> IDLE_GRACE =
      Parameter.duration(
          "watermark.idle-grace",
          Duration.ofMinutes(1),
          "How long a partition that wakes up behind the others may hold them back until it has"
              + " caught up");
  public static final Parameter<Duration> QUIET_ADVANCE =
      Parameter.duration(
          "watermark.quiet-advance",
          null,
          "When every partition is idle, the watermark follows the clock, this far behind it; unset:"
              + " it stays; not for bounded runs");
  public static final Parameter<Duration> MAX_FUTURE =
      Parameter.duration(
          "watermark.max-future",
          Duration.ofHours(1),
          "An event further ahead of the broker's, the collector's or the wall clock is from the"
              + " future");
  public static final Parameter<FutureGuard.Policy> FUTURE_POLICY =
      Parameter.oneOf(
          FutureGuard.Policy.class,
          "watermark.future-policy",
          FutureGuard.Policy.DEAD_LETTER,
          "What becomes of an event from the future; clamp: it gets the clock's time; pass: it keeps"
              + " its own; it never moves the watermark");
  public static final Parameter<Boolean> SKEW_CORRECTION =
      Parameter.flag(
          "watermark.clock-skew-correction",
          false,
          "Set event times right by how far each user's received times are from the sent times");
  public static final Parameter<Duration> SKEW_LEAST =
      Parameter.duration(
          "watermark.clock-skew-least",
          Duration.ofSeconds(2),
          "A clock that is off by no more counts as right; above the usual time on the way");
  public static final Parameter<Duration> SKEW_MOST =
      Parameter.duration(
          "watermark.clock-skew-most",
          Duration.ofDays(1),
          "A clock that seems to be off by more is left alone");
  public static final Parameter<Duration> ALIGNMENT_DRIFT =
      Parameter.duration(
          "watermark.alignment.max-drift",
          null,
          "How far ahead of the slowest partition others are read; unset: as far as they come");
  public static final Parameter<Duration> ALIGNMENT_INTERVAL =
      Parameter.duration(
          "watermark.alignment.update-interval",
          Duration.ofSeconds(1),
          "How often the slowest partition is looked for");
  public static final Parameter<String> ALIGNMENT_GROUP =
      Parameter.text(
          "watermark.alignment.group", "events", "The sources of a job that are aligned together");
  public static final Parameter<Emit> EMIT =
      Parameter.oneOf(
          Emit.class,
          "watermark.emit",
          Emit.PERIODIC,
          "periodic: at Flink's interval, and as soon as it completes a window that has a size;"
              + " per-event: after each event that moves it, so that a file's run is repeatable");

  public static final List<Parameter<?>> ALL =
      List.of(
          STRATEGY,
          MAX_OUT_OF_ORDERNESS,
          COMPLETENESS,
          FLOOR,
          CEILING,
          MARK_TYPE,
          IDLE_TIMEOUT,
          IDLE_GRACE,
          QUIET_ADVANCE,
          MAX_FUTURE,
          FUTURE_POLICY,
          SKEW_CORRECTION,
          SKEW_LEAST,
          SKEW_MOST,
          ALIGNMENT_DRIFT,
          ALIGNMENT_INTERVAL,
          ALIGNMENT_GROUP,
          EMIT);

  private WatermarkParameters() {}

  /**
   * The event types that only carry watermarks: none but for a punctuated watermark.
   *
   * @throws ParameterException if the watermark is punctuated and no type says by what
   */
  public static Set<String> markTypes(Parameters parameters) {
    if (parameters.get(STRATEGY) != Strategy.PUNCTUATED) {
      return Set.of();
    }
    return Set.of(
        parameters
            .find(MARK_TYPE)
            .orElseThrow(
                () ->
                    new ParameterException("watermark.mark-type: needed for strategy punctuated")));
  }
}
