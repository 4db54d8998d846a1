package io.tidemark.jobs.kit.params;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.EventTimeWindows;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.PreAggregation;
import io.tidemark.functions.window.WindowAlignment;
import io.tidemark.functions.window.WindowSequence;
import io.tidemark.functions.window.Windowing;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The windows of a job, over events by their key.
 *
 * @param size how long each is, in event time; null for sessions
 * @param slide from the start of one to that of the next; the size if windows are tumbling, null
 *     for sessions
 * @param sessionGap how long without an event ends a session; null unless windows are sessions
 * @param alignment where windows begin; without meaning for sessions
 * @param allowedLateness for how long a complete one accepts late events, in event time
 * @param triggers when there are panes beside the one on time
 * @param accumulation what panes say of those before them
 * @param preAggregation whether events are added up before they are sent by their key
 * @param groupedBy where the key is taken from: state is of no use for another one
 */
public record WindowSettings(
    Duration size,
    Duration slide,
    Duration sessionGap,
    WindowAlignment alignment,
    Duration allowedLateness,
    PaneTriggers triggers,
    Accumulation accumulation,
    PreAggregation preAggregation,
    String groupedBy)
    implements Serializable {

  /**
   * Reads the windows.
   *
   * @throws ParameterException if they make no sense
   */
  public static WindowSettings of(Parameters parameters) {
    Duration size = parameters.find(WindowParameters.SIZE).orElse(null);
    Duration slide = parameters.find(WindowParameters.SLIDE).orElse(size);
    Duration gap = parameters.find(WindowParameters.SESSION_GAP).orElse(null);
    refuseNonsense(size, slide, gap);
    return new WindowSettings(
        size,
        slide,
        gap,
        new WindowAlignment(parameters.get(WindowParameters.OFFSET), zone(parameters)),
        parameters.get(WindowParameters.ALLOWED_LATENESS),
        triggers(parameters),
        parameters.get(WindowParameters.ACCUMULATION),
        parameters.get(WindowParameters.PRE_AGGREGATION),
        EventParameters.keyPointer(parameters));
  }

  private static void refuseNonsense(Duration size, Duration slide, Duration gap) {
    if (gap != null) {
      refuseZero(WindowParameters.SESSION_GAP, gap);
      if (size != null || slide != null) {
        throw new ParameterException(
            "window.session-gap: windows have a size or are sessions, not both");
      }
      return;
    }
    if (size == null) {
      throw new ParameterException(
          slide == null
              ? "window.size: not set, and window.session-gap is not either"
              : "window.slide: needs window.size");
    }
    refuseZero(WindowParameters.SIZE, size);
    refuseZero(WindowParameters.SLIDE, slide);
    if (slide.compareTo(size) > 0) {
      throw new ParameterException(
          "window.slide: cannot be larger than window.size, or some events would be in no window");
    }
  }

  private static void refuseZero(Parameter<Duration> parameter, Duration duration) {
    if (duration.toMillis() == 0) {
      throw new ParameterException(parameter.key() + ": must be at least 1ms");
    }
  }

  private static ZoneId zone(Parameters parameters) {
    String name = parameters.get(WindowParameters.TIMEZONE);
    try {
      ZoneId zone = ZoneId.of(name);
      return zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone;
    } catch (DateTimeException e) {
      throw new ParameterException(
          String.format(
              "window.timezone: '%s' is no time zone; did you mean %s?",
              name, NearestName.to(name, ZoneId.getAvailableZoneIds()).orElse("UTC")));
    }
  }

  private static PaneTriggers triggers(Parameters parameters) {
    int earlyCount = parameters.get(WindowParameters.EARLY_COUNT);
    if (earlyCount < 0) {
      throw new ParameterException("window.early-count: " + earlyCount + " is below zero");
    }
    return new PaneTriggers(
        parameters.get(WindowParameters.EARLY_INTERVAL),
        parameters.get(WindowParameters.EARLY_EVENT_TIME),
        earlyCount,
        parameters.get(WindowParameters.LATE_INTERVAL));
  }

  /**
   * Which window follows which, and when they end.
   *
   * @throws IllegalStateException of sessions: that depends on their events
   */
  public WindowSequence sequence() {
    if (size == null) {
      throw new IllegalStateException("sessions end when their events say so");
    }
    return new WindowSequence(size, slide, alignment);
  }

  /**
   * These windows over a job's events, for an aggregate to be named.
   *
   * @param identity what else the job's results depend on; state is of no use if that changes
   */
  public Windowing<Event> over(DataStream<Event> events, String identity) {
    return over(events, Event::key, identity);
  }

  /**
   * The same for each key of another kind than results are about.
   *
   * @param keys the key of an event, never null
   * @param identity as above; to say where such a key is taken from is up to the job
   */
  public Windowing<Event> over(
      DataStream<Event> events, KeySelector<Event, String> keys, String identity) {
    EventTimeWindows<Event> windows = EventTimeWindows.on(events, keys);
    return (sessionGap == null
            ? windows.sliding(size, slide, alignment)
            : windows.session(sessionGap))
        .allowedLateness(allowedLateness)
        .triggers(triggers)
        .accumulation(accumulation)
        .preAggregation(preAggregation)
        .identity("grouped by " + groupedBy + (identity.isEmpty() ? "" : ", " + identity));
  }
}
