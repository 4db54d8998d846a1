package io.tidemark.functions.window;

import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sliding windows that share their slices. A record goes into one slice, however many windows that
 * is in. When the watermark completes a window, its new slices come into a running total, and its
 * first ones go out of it.
 *
 * <p>A complete window has contents of its own as long as it accepts late records. An open window
 * is what its slices are; it has contents only to know of its early panes. So each key has one
 * timer for the next of its windows to be complete, and sets the one after that when it fires,
 * until nothing is left. A new slice sets the timer too, for the first of its windows.
 */
final class SlicedWindowOperator<IN, ACC, OUT> extends WindowOperator<IN, ACC, OUT> {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;
  private final boolean hasEarlyPanes;

  /** Whether an open window may have contents of its own. */
  private transient boolean hasContents;

  private transient KeyedValues<Slice<ACC>> slices;
  private transient KeyedValues<RunningTotal<ACC>> runningTotals;
  private transient SlidingTotal<IN, ACC> totals;

  SlicedWindowOperator(WindowGrid grid, WindowSpec<IN, ACC, OUT> spec) {
    super(spec);
    this.grid = grid;
    this.hasEarlyPanes = spec.triggers().isEarly();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    // A restore may have changed the triggers, or turned windows by themselves into slices.
    hasContents = hasEarlyPanes || context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    keepContentsByNumber();
    slices = state().numbered(Slice.descriptor(spec.accumulatorType()));
    runningTotals = state().single(RunningTotal.descriptor(spec.accumulatorType()));
    totals = totalsOf(slices);
    lookAtEachKey();
  }

  private SlidingTotal<IN, ACC> totalsOf(KeyedValues<Slice<ACC>> these) {
    return aggregate() instanceof DeductibleAggregate<IN, ACC, OUT> deductible
        ? new DeductingTotal<>(deductible, this::copy, these)
        : new TwoStackTotal<>(aggregate(), this::copy, grid, these);
  }

  // ---------------------------------------------------------------- records

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    long eventTime = eventTimeOf(element);
    long newest = grid.newestWindowOf(eventTime);
    long oldest = grid.oldestWindowOf(eventTime);
    long open =
        isComplete(grid.bounds(oldest))
            ? grid.firstNotPassed(oldest, newest, this::isComplete)
            : oldest;
    long kept = open == oldest ? oldest : grid.firstNotPassed(oldest, newest, this::isGone);
    int refined = 0;
    for (long window = kept; window < open; window = grid.windowAfter(window)) {
      add(element.getValue(), window, grid.bounds(window));
      refined++;
    }
    if (open <= newest) {
      addToSlice(element, open, newest, open > oldest);
    }
    long until = grid.windowAfter(newest);
    settle(
        element,
        grid.count(oldest, until),
        grid.count(open, until),
        refined,
        grid.windows(oldest, kept));
  }

  /**
   * Adds a record to its slice.
   *
   * @param oldest the oldest of its windows that is not complete
   * @param newest the newest of its windows
   * @param isBehind whether older ones are: then the slice should be in the running total by now
   */
  private void addToSlice(StreamRecord<IN> element, long oldest, long newest, boolean isBehind)
      throws Exception {
    long name = grid.sliceOf(element.getTimestamp());
    Slice<ACC> slice = slices.get(name);
    if (slice == null) {
      slice = new Slice<>(aggregate().createAccumulator());
      lookAt(oldest, grid.bounds(oldest).completeAt());
    }
    slice.accumulator = aggregate().add(element.getValue(), slice.accumulator);
    if (!hasEarlyPanes) {
      slice.seenToUntil = Slice.NOT_SEEN_TO;
    } else if (processingTime() >= slice.seenToUntil) {
      slice.seenToUntil = seeToEarlyPanes(oldest, newest);
    }
    slices.put(name, slice);
    if (isBehind) {
      RunningTotal<ACC> total = total();
      totals.addLate(total, name, element.getValue());
      total.newest = Math.max(total.newest, name);
      runningTotals.put(StoredValues.ONLY, total);
    }
  }

  private RunningTotal<ACC> total() throws Exception {
    RunningTotal<ACC> total = runningTotals.get(StoredValues.ONLY);
    if (total == null) {
      return new RunningTotal<>();
    }
    totals.adopt(total);
    return total;
  }

  // ---------------------------------------------------------------- early panes

  /**
   * Makes sure that all of the windows have an early pane due, and tells when the first of them is:
   * until then there is nothing to do for other records that are in the same windows.
   */
  private long seeToEarlyPanes(long oldest, long newest) throws Exception {
    long first = WindowContents.NEVER;
    for (long window = oldest; window <= newest; window = grid.windowAfter(window)) {
      WindowContents<ACC, OUT> contents = contents(window);
      if (contents == null) {
        contents = new WindowContents<>();
      }
      if (contents.dueAt == WindowContents.NEVER) {
        contents.changes = 1;
        emitEarlyWithin(window, contents);
        keep(window, contents);
      }
      first = Math.min(first, contents.dueAt);
    }
    return first;
  }

  /**
   * Windows beside each other are mostly due together: one walk over the slices is for them all.
   */
  @Override
  void emitEarlyPane(long window, WindowBounds bounds, WindowContents<ACC, OUT> contents)
      throws Exception {
    long dueAt = contents.dueAt;
    long oldest = window;
    while (isDue(grid.windowBefore(oldest), dueAt)) {
      oldest = grid.windowBefore(oldest);
    }
    KeyedValues<Slice<ACC>> lookedAt = new LookAhead<>(slices);
    SlidingTotal<IN, ACC> walk = totalsOf(lookedAt);
    RunningTotal<ACC> total = new RunningTotal<>();
    push(walk, total, lookedAt, grid.firstSliceOf(oldest), grid.firstNewSliceOf(oldest));
    for (long due = oldest; isDue(due, dueAt); due = grid.windowAfter(due)) {
      push(walk, total, lookedAt, grid.firstNewSliceOf(due), grid.firstSliceAfter(due));
      WindowContents<ACC, OUT> its = contents(due);
      ACC own = its.accumulator;
      its.accumulator = whole(its, walk.value(total));
      emit(Timing.EARLY, due, grid.bounds(due), its);
      its.accumulator = own;
      keep(due, its);
      pop(walk, total, lookedAt, due);
    }
  }

  private boolean isDue(long window, long dueAt) throws Exception {
    WindowContents<ACC, OUT> contents = contents(window);
    return contents != null && !contents.complete && contents.dueAt == dueAt;
  }

  // ---------------------------------------------------------------- windows that are complete

  @Override
  WindowBounds boundsOf(long window) {
    return grid.bounds(window);
  }

  @Override
  void complete(long window, WindowBounds bounds, boolean isOver) throws Exception {
    RunningTotal<ACC> total = total();
    push(totals, total, slices, grid.firstNewSliceOf(window), grid.firstSliceAfter(window));
    emitOnTime(window, bounds, totals.value(total));
    pop(totals, total, slices, window);
    long next = grid.windowAfter(window);
    if (total.newest >= grid.firstSliceOf(next)) {
      runningTotals.put(StoredValues.ONLY, total);
      lookAt(next, grid.bounds(next).completeAt());
    } else {
      runningTotals.remove(StoredValues.ONLY);
    }
  }

  private void emitOnTime(long window, WindowBounds bounds, ACC total) throws Exception {
    WindowContents<ACC, OUT> own = hasContents ? contents(window) : null;
    WindowContents<ACC, OUT> contents = own == null ? new WindowContents<>() : own;
    contents.accumulator = whole(contents, total);
    contents.complete = true;
    emit(Timing.ON_TIME, window, bounds, contents);
    if (isGone(bounds)) {
      if (own != null) {
        forget(window);
      }
    } else {
      // The total goes on without it: from now on the window is on its own.
      contents.accumulator = copy(contents.accumulator);
      keep(window, contents);
    }
  }

  /**
   * What an open window has: its slices, and what came before a restore that has changed its
   * triggers, if it was a window by itself then. Not to be changed.
   */
  private ACC whole(WindowContents<ACC, OUT> contents, ACC total) {
    if (contents.accumulator == null) {
      return total;
    }
    return total == null
        ? contents.accumulator
        : aggregate().merge(copy(contents.accumulator), copy(total));
  }

  /** Brings the slices from one to another, the latter excluded, into a total. */
  private void push(
      SlidingTotal<IN, ACC> into,
      RunningTotal<ACC> total,
      KeyedValues<Slice<ACC>> these,
      long from,
      long to)
      throws Exception {
    for (long slice = from; slice < to; slice = grid.sliceAfter(slice)) {
      Slice<ACC> contents = these.get(slice);
      if (contents != null) {
        into.push(total, slice, contents.accumulator);
        total.newest = slice;
      }
    }
  }

  /**
   * Takes the slices that only this window and older ones have out of a total, and forgets them.
   */
  private void pop(
      SlidingTotal<IN, ACC> outOf,
      RunningTotal<ACC> total,
      KeyedValues<Slice<ACC>> these,
      long window)
      throws Exception {
    for (long slice = grid.firstSliceOf(window);
        slice < grid.firstSliceOf(grid.windowAfter(window));
        slice = grid.sliceAfter(slice)) {
      Slice<ACC> contents = these.get(slice);
      if (contents != null) {
        outOf.pop(total, slice, contents.accumulator);
        these.remove(slice);
      }
    }
  }
}
