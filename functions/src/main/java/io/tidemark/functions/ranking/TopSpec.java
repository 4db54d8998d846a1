package io.tidemark.functions.ranking;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.WindowBounds;
import java.io.Serializable;
import java.time.Duration;

/**
 * What there is to be told of a ranking.
 *
 * @param n how many ranks there are at most, at least one
 * @param bySegment whether each segment has a top of its own: then the keys of counts are {@link
 *     SegmentKey}s. If not, they are items, and there is one top of {@link #ALL}
 * @param allowedLateness that of the counts
 * @param triggers when there are panes beside the one on time
 * @param accumulation what rows say of those before them
 */
public record TopSpec(
    int n,
    boolean bySegment,
    Duration allowedLateness,
    PaneTriggers triggers,
    Accumulation accumulation)
    implements Serializable {

  /** The one segment of a ranking that has no segments. */
  public static final String ALL = "all";

  /**
   * @throws IllegalArgumentException if there is no rank, or panes are to be {@link
   *     Accumulation#DISCARDING}: a rank is nothing that shares of it could add up to
   */
  public TopSpec {
    if (n < 1) {
      throw new IllegalArgumentException("a top of " + n + " has no rank");
    }
    if (accumulation == Accumulation.DISCARDING) {
      throw new IllegalArgumentException("a rank has no shares that add up");
    }
  }

  /**
   * When the counts need panes, so that the ranks can have theirs: early ones after half of the
   * interval, the other half is the ranking's to collect them; late ones at once.
   */
  public PaneTriggers countTriggers() {
    return triggers.withEarlyInterval(countInterval()).withLateInterval(Duration.ZERO);
  }

  private Duration countInterval() {
    long intervalMs = triggers.earlyInterval().toMillis();
    return Duration.ofMillis(intervalMs - intervalMs / 2);
  }

  /** The watermark at which a window accepts nothing more, or the end of time. */
  long goneAt(WindowBounds window) {
    return window.goneAt(allowedLateness.toMillis());
  }

  String segmentOf(String key) {
    return bySegment ? SegmentKey.segmentOf(key) : ALL;
  }

  String itemOf(String key) {
    return bySegment ? SegmentKey.itemOf(key) : key;
  }
}
