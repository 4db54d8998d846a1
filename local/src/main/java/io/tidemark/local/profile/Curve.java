package io.tidemark.local.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What becomes of a bound: the wider it is, the fewer are late and the later are the results. */
final class Curve {

  /** What a person would try, each of up to three significant digits. */
  private static final long[] BOUNDS_MS =
      Stream.of(
              "PT0S", "PT0.01S", "PT0.02S", "PT0.05S", "PT0.1S", "PT0.2S", "PT0.5S", "PT1S", "PT2S",
              "PT5S", "PT10S", "PT20S", "PT30S", "PT1M", "PT2M", "PT5M", "PT10M", "PT20M", "PT30M",
              "PT1H", "PT2H", "PT3H", "PT6H", "PT12H", "P1D", "P5D", "P10D", "P50D", "P100D")
          .mapToLong(bound -> Duration.parse(bound).toMillis())
          .toArray();

  private final LengthHistogram delays;
  private final LengthHistogram lateness;
  private final LengthHistogram worstDelays;
  private final LengthHistogram worstLateness;
  private final double[] addedLatencyMs;

  /**
   * A point of the curve; shares are from 0 to 1.
   *
   * @param boundMs how far the watermark is behind the newest event
   * @param lateShare of the events: behind the watermark
   * @param lateForWindowShare of the events: their window was complete already
   * @param windowsTouchedShare of the windows: an event of theirs was behind the watermark
   * @param windowsIncompleteShare of the windows: an event came when they were complete already
   * @param addedLatencyMs how much later windows become complete than with a bound of 0, on average
   */
  record Point(
      long boundMs,
      double lateShare,
      double lateForWindowShare,
      double windowsTouchedShare,
      double windowsIncompleteShare,
      double addedLatencyMs) {}

  /**
   * @param delays how far each event was behind the newest one
   * @param lateness for each event by how much its window would have been complete with a bound of
   *     0; 0: it would not
   * @param windows the windows, with the worst of both
   * @param addedLatencyMs for each of {@link #bounds()}
   */
  Curve(
      LengthHistogram delays,
      LengthHistogram lateness,
      WindowSample windows,
      double[] addedLatencyMs) {
    this.delays = delays;
    this.lateness = lateness;
    this.worstDelays = windows.worstDelays();
    this.worstLateness = windows.worstLateness();
    this.addedLatencyMs = addedLatencyMs.clone();
  }

  /** The bounds that everything is measured for, ascending, from 0 on. */
  static long[] bounds() {
    return BOUNDS_MS.clone();
  }

  /** What becomes of a bound. */
  Point at(long boundMs) {
    return new Point(
        boundMs,
        delays.shareAbove(boundMs),
        lateness.shareAbove(boundMs),
        worstDelays.shareAbove(boundMs),
        worstLateness.shareAbove(boundMs),
        addedLatencyMs(boundMs));
  }

  /** Between measured bounds on a straight line; beyond the last one as the bound itself. */
  private double addedLatencyMs(long boundMs) {
    int above = 0;
    while (above < BOUNDS_MS.length && BOUNDS_MS[above] < boundMs) {
      above++;
    }
    if (above == BOUNDS_MS.length) {
      int last = above - 1;
      return addedLatencyMs[last] + boundMs - BOUNDS_MS[last];
    }
    if (BOUNDS_MS[above] == boundMs) {
      return addedLatencyMs[above];
    }
    long from = BOUNDS_MS[above - 1];
    double part = (double) (boundMs - from) / (BOUNDS_MS[above] - from);
    return addedLatencyMs[above - 1] + part * (addedLatencyMs[above] - addedLatencyMs[above - 1]);
  }

  /** The curve up to the first bound with which nothing is late. */
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (long boundMs : BOUNDS_MS) {
      Point point = at(boundMs);
      points.add(point);
      if (point.lateShare() == 0) {
        break;
      }
    }
    return points;
  }
}
