package io.tidemark.local.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sample of fixed size of points, each as likely in it as any other; the same feed gives the same
 * sample.
 *
 * <p>Algorithm L of Li, "Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n)))", ACM
 * TOMS 20(4), 1994: it draws how many points to pass over, not whether to take each.
 */
final class Reservoir {

  /**
   * An event in the picture.
   *
   * @param arrival when it came, by the picture's clock
   * @param timeMs its event time
   * @param delayMs how far it was behind the newest event
   */
  record Point(long arrival, long timeMs, long delayMs) {}

  private final int size;
  private final List<Point> points;
  private final SplittableRandom random = new SplittableRandom(1);
  private double weight = 1;
  private long seen;
  private long next;

  Reservoir(int size) {
    this.size = size;
    points = new ArrayList<>(size);
  }

  void add(long arrival, long timeMs, long delayMs) {
    if (seen++ != next) {
      return;
    }
    if (points.size() < size) {
      points.add(new Point(arrival, timeMs, delayMs));
    } else {
      points.set(random.nextInt(size), new Point(arrival, timeMs, delayMs));
    }
    next++;
    if (points.size() == size) {
      weight *= Math.exp(Math.log(drawn()) / size);
      next += (long) Math.floor(Math.log(drawn()) / Math.log1p(-weight));
    }
  }

  /** More than 0 and less than 1. */
  private double drawn() {
    return random.nextDouble(Double.MIN_NORMAL, 1);
  }

  List<Point> points() {
    return List.copyOf(points);
  }
}
