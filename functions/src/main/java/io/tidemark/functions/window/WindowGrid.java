package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Where windows of one size begin and end, and the slices that overlapping ones share.
 *
 * <p>A window is named by its start, a slice as well, both in the local time of the alignment's
 * zone: there they are even. No window begins or ends within a slice, so all records of a slice are
 * in the same windows.
 */
final class WindowGrid implements Serializable {

  private static final long serialVersionUID = 1;

  private final long sizeMs;
  private final long slideMs;
  private final long offsetMs;
  private final LocalTimeline timeline;

  WindowGrid(Duration size, Duration slide, WindowAlignment alignment) {
    this.sizeMs = size.toMillis();
    this.slideMs = slide.toMillis();
    this.offsetMs = Math.floorMod(alignment.offset().toMillis(), slideMs);
    this.timeline = new LocalTimeline(alignment.zone());
  }

  /** Whether there is more than one window at a time. */
  boolean isOverlapping() {
    return slideMs < sizeMs;
  }

  /** The first instant of a window and the first one after it. */
  WindowBounds bounds(long window) {
    return new WindowBounds(timeline.instantOf(window), timeline.instantOf(window + sizeMs));
  }

  /** The oldest window that an event is in. */
  long oldestWindowOf(long eventTime) {
    return oldestWindowWith(timeline.localOf(eventTime));
  }

  /** The newest window that an event is in. */
  long newestWindowOf(long eventTime) {
    return newestWindowWith(timeline.localOf(eventTime));
  }

  /** The next newer window. */
  long windowAfter(long window) {
    return window + slideMs;
  }

  /** The next older window. */
  long windowBefore(long window) {
    return window - slideMs;
  }

  /** How many windows there are from one to another, the latter excluded. */
  int count(long oldest, long until) {
    return (int) ((until - oldest) / slideMs);
  }

  /** The windows from one to another, the latter excluded; each is made when it is asked for. */
  List<WindowBounds> windows(long oldest, long until) {
    int size = count(oldest, until);
    return new AbstractList<>() {
      @Override
      public WindowBounds get(int index) {
        return bounds(oldest + Objects.checkIndex(index, size) * slideMs);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /**
   * The first window that is not passed of those from one to another, both included, or the one
   * after them. Those before a passed one are passed too.
   */
  long firstNotPassed(long oldest, long newest, Predicate<WindowBounds> isPassed) {
    if (!isPassed.test(bounds(oldest))) {
      return oldest;
    }
    if (isPassed.test(bounds(newest))) {
      return windowAfter(newest);
    }
    long passed = oldest;
    long notPassed = newest;
    while (notPassed - passed > slideMs) {
      long middle = passed + (notPassed - passed) / slideMs / 2 * slideMs;
      if (isPassed.test(bounds(middle))) {
        passed = middle;
      } else {
        notPassed = middle;
      }
    }
    return notPassed;
  }

  /** The slice that an event is in. */
  long sliceOf(long eventTime) {
    return sliceWith(timeline.localOf(eventTime));
  }

  /** The first instant of a slice and the first one after it. */
  WindowBounds sliceBounds(long slice) {
    return new WindowBounds(timeline.instantOf(slice), timeline.instantOf(sliceAfter(slice)));
  }

  /** The newest of the windows that a slice is in. */
  long newestWindowWith(long slice) {
    return edgeUpTo(slice, offsetMs);
  }

  /** The oldest of the windows that a slice is in. */
  long oldestWindowWith(long slice) {
    long newest = newestWindowWith(slice);
    return newest - (sizeMs - 1 - (slice - newest)) / slideMs * slideMs;
  }

  /** The first slice of a window. */
  long firstSliceOf(long window) {
    return window;
  }

  /** The first of the slices of a window that the window before it does not have. */
  long firstNewSliceOf(long window) {
    return window + sizeMs - slideMs;
  }

  /** The first slice after a window. */
  long firstSliceAfter(long window) {
    return window + sizeMs;
  }

  /** The next newer slice. */
  long sliceAfter(long slice) {
    return Math.min(
        edgeUpTo(slice, offsetMs) + slideMs, edgeUpTo(slice, offsetMs + sizeMs) + slideMs);
  }

  /** The next older slice. */
  long sliceBefore(long slice) {
    return sliceWith(slice - 1);
  }

  private long sliceWith(long local) {
    return Math.max(edgeUpTo(local, offsetMs), edgeUpTo(local, offsetMs + sizeMs));
  }

  /** The last point up to a local time that is a multiple of the slide away from the given one. */
  private long edgeUpTo(long local, long edge) {
    return local - Math.floorMod(local - edge, slideMs);
  }
}
