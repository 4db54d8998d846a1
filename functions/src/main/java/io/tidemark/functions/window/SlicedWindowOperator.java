package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sliding windows that share their slices. A record goes into one slice, however many windows that
 * is in. When the watermark completes a window, its new slices come into a running total, and its
 * first ones go out of it.
 *
 * <p>A complete window has contents of its own as long as it accepts late records. A window that is
 * open has none: it is what its slices are. So each key has one timer for the next of its windows
 * to be complete, and sets the one after that when it fires, until nothing is left. A new slice
 * sets the timer too, for the first of its windows.
 */
final class SlicedWindowOperator<IN, ACC, OUT> extends WindowOperator<IN, ACC, OUT> {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;

  private transient ValueStateDescriptor<Slice<ACC>> sliceDescriptor;
  private transient ValueState<RunningTotal<ACC>> runningTotal;
  private transient SlidingTotal<IN, ACC> totals;

  SlicedWindowOperator(WindowGrid grid, WindowSpec<IN, ACC, OUT> spec) {
    super(spec);
    this.grid = grid;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sliceDescriptor = Slice.descriptor(spec.accumulatorType());
    runningTotal = getRuntimeContext().getState(RunningTotal.descriptor(spec.accumulatorType()));
    UnaryOperator<ACC> copy = this::copy;
    totals =
        aggregate() instanceof DeductibleAggregate<IN, ACC, OUT> deductible
            ? new DeductingTotal<>(deductible, copy, this::sliceAt)
            : new TwoStackTotal<>(aggregate(), copy, grid, this::sliceAt);
  }

  private ValueState<Slice<ACC>> sliceAt(long slice) throws Exception {
    return getPartitionedState(slice, LongSerializer.INSTANCE, sliceDescriptor);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    long eventTime = eventTimeOf(element);
    long newest = grid.newestWindowOf(eventTime);
    long window = grid.oldestWindowOf(eventTime);
    int refined = 0;
    List<WindowBounds> missed = new ArrayList<>(0);
    for (WindowBounds bounds = grid.bounds(window);
        window <= newest && isComplete(bounds);
        bounds = grid.bounds(window)) {
      if (isGone(bounds)) {
        missed.add(bounds);
      } else {
        add(element.getValue(), window, bounds);
        refined++;
      }
      window = grid.windowAfter(window);
    }
    int open = 0;
    if (window <= newest) {
      open = grid.count(window, newest);
      addToSlice(element, window, refined + missed.size() > 0);
    }
    settle(element, open, refined, missed);
  }

  /**
   * Adds a record to its slice.
   *
   * @param firstOpen the oldest of its windows that is not complete
   * @param isBehind whether older ones are: then the slice should be in the running total by now
   */
  private void addToSlice(StreamRecord<IN> element, long firstOpen, boolean isBehind)
      throws Exception {
    long name = grid.sliceOf(element.getTimestamp());
    ValueState<Slice<ACC>> state = sliceAt(name);
    Slice<ACC> slice = state.value();
    if (slice == null) {
      slice = new Slice<>();
      slice.accumulator = aggregate().createAccumulator();
      lookAt(firstOpen, grid.bounds(firstOpen).completeAt());
    }
    slice.accumulator = aggregate().add(element.getValue(), slice.accumulator);
    state.update(slice);
    if (isBehind) {
      RunningTotal<ACC> total = total();
      totals.addLate(total, name, element.getValue());
      total.newest = Math.max(total.newest, name);
      runningTotal.update(total);
    }
  }

  private RunningTotal<ACC> total() throws Exception {
    RunningTotal<ACC> total = runningTotal.value();
    if (total == null) {
      return new RunningTotal<>();
    }
    totals.adopt(total);
    return total;
  }

  @Override
  WindowBounds boundsOf(long window) {
    return grid.bounds(window);
  }

  @Override
  void complete(long window, WindowBounds bounds) throws Exception {
    RunningTotal<ACC> total = total();
    for (long slice = grid.firstNewSliceOf(window);
        slice < grid.firstSliceAfter(window);
        slice = grid.sliceAfter(slice)) {
      Slice<ACC> contents = sliceAt(slice).value();
      if (contents != null) {
        totals.push(total, slice, contents.accumulator);
        total.newest = slice;
      }
    }
    emitOnTime(window, bounds, totals.value(total));
    moveOn(total, window);
  }

  private void emitOnTime(long window, WindowBounds bounds, ACC total) throws Exception {
    WindowContents<ACC, OUT> contents = contentsOf(window).value();
    if (contents == null) {
      contents = new WindowContents<>();
      contents.accumulator = total;
    } else if (total != null) {
      // What came before a restore that has turned early panes off is in there.
      contents.accumulator = aggregate().merge(contents.accumulator, copy(total));
    }
    contents.complete = true;
    emit(Timing.ON_TIME, window, bounds, contents);
    if (isGone(bounds)) {
      contentsOf(window).clear();
    } else {
      // The total goes on without it: from now on the window is on its own.
      contents.accumulator = copy(contents.accumulator);
      contentsOf(window).update(contents);
    }
  }

  /** Takes the slices that only this window and older ones had out of the total and of state. */
  private void moveOn(RunningTotal<ACC> total, long window) throws Exception {
    long next = grid.windowAfter(window);
    for (long slice = grid.firstSliceOf(window);
        slice < grid.firstSliceOf(next);
        slice = grid.sliceAfter(slice)) {
      Slice<ACC> contents = sliceAt(slice).value();
      if (contents != null) {
        totals.pop(total, slice, contents.accumulator);
        sliceAt(slice).clear();
      }
    }
    if (total.newest >= grid.firstSliceOf(next)) {
      runningTotal.update(total);
      lookAt(next, grid.bounds(next).completeAt());
    } else {
      runningTotal.clear();
    }
  }
}
