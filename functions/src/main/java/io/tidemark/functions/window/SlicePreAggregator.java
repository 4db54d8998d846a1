package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.List;

/**
 * Adds records up by key and slice: they are in the same windows. The sums of a slice leave before
 * the watermark that completes the first of its windows.
 */
final class SlicePreAggregator<IN, ACC> extends PreAggregator<IN, ACC> {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;

  /** The slices that sums are held back of; few, since event times are close to each other. */
  private transient List<HeldSlice<ACC>> slices;

  /** The one of the last record. */
  private transient HeldSlice<ACC> latest;

  private transient int held;

  /**
   * The sums of a slice.
   *
   * @param bounds the slice, from its first instant on
   * @param completeAt the watermark that completes the first of its windows
   */
  private record HeldSlice<ACC>(WindowBounds bounds, long completeAt, Sums<ACC> sums) {

    boolean has(long time) {
      return time >= bounds.start() && time < bounds.end();
    }
  }

  SlicePreAggregator(WindowGrid grid, PreAggregationSpec<IN, ACC> spec) {
    super(spec);
    this.grid = grid;
  }

  @Override
  public void open() throws Exception {
    super.open();
    slices = new ArrayList<>();
  }

  @Override
  boolean isPassed(long time) {
    // No slice is held back that has become late.
    return !isHeld(time) && completeAt(grid.sliceOf(time)) <= watermark();
  }

  private long completeAt(long slice) {
    return grid.bounds(grid.oldestWindowWith(slice)).completeAt();
  }

  /** Whether there is a held slice with the time; if so, it is the latest from now on. */
  private boolean isHeld(long time) {
    if (latest != null && latest.has(time)) {
      return true;
    }
    for (HeldSlice<ACC> slice : slices) {
      if (slice.has(time)) {
        latest = slice;
        return true;
      }
    }
    return false;
  }

  @Override
  long lengthMs(IN record, long time) {
    return 0;
  }

  @Override
  void add(String key, IN record, long time) {
    if (!isHeld(time)) {
      long slice = grid.sliceOf(time);
      latest = new HeldSlice<>(grid.sliceBounds(slice), completeAt(slice), new Sums<>(keyGroups()));
      slices.add(latest);
    }
    int before = latest.sums.size();
    Sums.Sum<ACC> sum = latest.sums.of(key);
    held += latest.sums.size() - before;
    sum.time = sum.count == 0 ? time : Math.max(sum.time, time);
    addTo(sum, record);
  }

  @Override
  int held() {
    return held;
  }

  @Override
  void flushBefore(long watermark) {
    slices.removeIf(slice -> slice.completeAt <= watermark && flush(slice));
  }

  @Override
  void flush() {
    slices.removeIf(this::flush);
  }

  private boolean flush(HeldSlice<ACC> slice) {
    held -= slice.sums.size();
    slice.sums.forEach(sum -> send(sum, 0));
    latest = null;
    return true;
  }
}
