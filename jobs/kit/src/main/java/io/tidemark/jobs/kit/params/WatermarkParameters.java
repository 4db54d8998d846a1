package io.tidemark.jobs.kit.params;

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
    PERIODIC,
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
  public static final Parameter<Duration> MAX_FUTURE =
      Parameter.duration(
          "watermark.max-future",
          Duration.ofHours(1),
          "An event further ahead of the broker's, the collector's or the wall clock is a dead"
              + " letter");
  public static final Parameter<Emit> EMIT =
      Parameter.oneOf(
          Emit.class,
          "watermark.emit",
          Emit.PERIODIC,
          "per-event: after each event that moves it, so that a file's run is repeatable");

  public static final List<Parameter<?>> ALL =
      List.of(
          STRATEGY,
          MAX_OUT_OF_ORDERNESS,
          COMPLETENESS,
          FLOOR,
          CEILING,
          MARK_TYPE,
          IDLE_TIMEOUT,
          MAX_FUTURE,
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
