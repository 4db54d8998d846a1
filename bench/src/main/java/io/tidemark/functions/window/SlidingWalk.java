package io.tidemark.functions.window;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The sliding windows of one key, of which one fires at each slide, with nothing of Flink around
 * them. In this package, since nobody but the benchmark should see their parts.
 */
public final class SlidingWalk {

  /** How what slices add up to is found. */
  public enum Way {
    DEDUCTING,
    TWO_STACKS,
    REMERGED
  }

  private static final CountElements<Object> COUNT = new CountElements<>();

  private final Map<Long, Slice<Long>> stored = new HashMap<>();
  private final RunningTotal<Long> total = new RunningTotal<>();
  private final WindowGrid grid;
  private final SlidingTotal<Object, Long> totals;

  private long window;

  /**
   * Windows without a record as yet.
   *
   * @param slices how many slices a window has
   */
  public SlidingWalk(Way way, int slices) {
    grid = new WindowGrid(Duration.ofSeconds(slices), Duration.ofSeconds(1), WindowAlignment.UTC);
    totals =
        switch (way) {
          // Nothing changes a number: there is nothing to copy.
          case DEDUCTING -> new DeductingTotal<>(COUNT, count -> count, new Stored());
          case TWO_STACKS -> new TwoStackTotal<>(COUNT, count -> count, grid, new Stored());
          case REMERGED -> new RemergedTotal<>(COUNT, grid, new Stored());
        };
  }

  private final class Stored implements KeyedValues<Slice<Long>> {

    @Override
    public Slice<Long> get(long slice) {
      return stored.get(slice);
    }

    @Override
    public void put(long slice, Slice<Long> contents) {
      stored.put(slice, contents);
    }

    @Override
    public void remove(long slice) {
      stored.remove(slice);
    }
  }

  /**
   * Fires the next window, as {@link SlicedWindowOperator} does when the watermark completes it.
   *
   * @param records how many records its newest slice has
   * @return how many it has itself
   */
  public long slide(long records) throws Exception {
    long newest = grid.firstNewSliceOf(window);
    stored.put(newest, new Slice<>(records));
    totals.push(total, newest, records);
    total.newest = newest;
    long count = totals.value(total);
    Slice<Long> oldest = stored.get(window);
    if (oldest != null) {
      totals.pop(total, window, oldest.accumulator);
      stored.remove(window);
    }
    window = grid.windowAfter(window);
    return count;
  }
}
