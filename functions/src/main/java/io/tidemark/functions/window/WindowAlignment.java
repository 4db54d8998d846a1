package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Where tumbling and sliding windows begin: at multiples of their slide, counted in the local time
 * of a zone from 1970-01-01T00:00, and moved by an offset.
 *
 * <p>In a zone whose clocks are changed, a window has the length that its local times have on that
 * day: the day of the change is 23 or 25 hours long. An hour that the clocks skip has no window.
 * One that they repeat belongs to the window that its first pass ends in, so windows never overlap
 * by accident and every event has its windows.
 *
 * @param offset how much later than the multiples windows begin; may be negative
 * @param zone the zone of the local times
 */
public record WindowAlignment(Duration offset, ZoneId zone) implements Serializable {

  /** To the epoch. */
  public static final WindowAlignment UTC = new WindowAlignment(Duration.ZERO, ZoneOffset.UTC);
}
