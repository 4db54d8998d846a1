package io.tidemark.functions.window;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tumbling windows, and sliding ones that must know of each record when it comes: each window has
 * contents of its own, and a record goes into all of its windows.
 */
final class EachWindowOperator<IN, ACC, OUT> extends WindowOperator<IN, ACC, OUT> {

  private static final long serialVersionUID = 1;

  private final WindowGrid grid;

  /**
   * Null with early panes in event time: which keys have one is known of each key only, and panes
   * come in the order of the points in event time at which they are due.
   */
  private transient WindowKeys keys;

  EachWindowOperator(WindowGrid grid, WindowSpec<IN, ACC, OUT> spec) {
    super(spec);
    this.grid = grid;
  }

  @Override
  public void open() throws Exception {
    super.open();
    keepContentsByNumber();
    if (spec.triggers().earlyEventTime().isZero()) {
      keys = WindowKeys.of(this, state(), this::visit);
    } else {
      lookAtEachKey();
    }
    if (grid.isOverlapping()) {
      takeOverSlices();
    }
  }

  /**
   * After a restore that has turned early panes on, what came before is in slices: adds it to each
   * of the windows that are still open.
   */
  private void takeOverSlices() throws Exception {
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    ValueStateDescriptor<Slice<ACC>> descriptor = Slice.descriptor(spec.accumulatorType());
    List<Tuple2<String, Long>> slices;
    try (Stream<Tuple2<String, Long>> all = backend.getKeysAndNamespaces(descriptor.getName())) {
      slices = all.toList();
    }
    for (Tuple2<String, Long> keyAndSlice : slices) {
      setCurrentKey(keyAndSlice.f0);
      long slice = keyAndSlice.f1;
      Slice<ACC> contents = getPartitionedState(slice, LongSerializer.INSTANCE, descriptor).value();
      for (long window = grid.oldestWindowWith(slice);
          window <= grid.newestWindowWith(slice);
          window = grid.windowAfter(window)) {
        if (!isComplete(grid.bounds(window))) {
          takeOver(contents, window, grid.bounds(window));
        }
      }
      getPartitionedState(slice, LongSerializer.INSTANCE, descriptor).clear();
      getPartitionedState(RunningTotal.descriptor(spec.accumulatorType())).clear();
    }
  }

  private void takeOver(Slice<ACC> slice, long window, WindowBounds bounds) throws Exception {
    WindowContents<ACC, OUT> contents = contents(window);
    if (contents == null) {
      contents = begin(window, bounds);
    } else if (contents.accumulator == null) {
      // It only knew of early panes.
      awaitEnd(window, bounds.completeAt());
    }
    contents.accumulator =
        contents.accumulator == null
            ? copy(slice.accumulator)
            : aggregate().merge(contents.accumulator, copy(slice.accumulator));
    if (slice.seenToUntil == Slice.NOT_SEEN_TO) {
      contents.changes++;
      seeToEarly(window, bounds, contents);
    }
    keep(window, contents);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    long eventTime = eventTimeOf(element);
    long newest = grid.newestWindowOf(eventTime);
    long oldest = grid.isOverlapping() ? grid.oldestWindowOf(eventTime) : newest;
    long kept = grid.firstNotPassed(oldest, newest, this::isGone);
    int onTime = 0;
    int refined = 0;
    for (long window = kept; window <= newest; window = grid.windowAfter(window)) {
      if (add(element.getValue(), window, grid.bounds(window))) {
        refined++;
      } else {
        onTime++;
      }
    }
    settle(
        element,
        grid.count(oldest, grid.windowAfter(newest)),
        onTime,
        refined,
        grid.windows(oldest, kept));
  }

  @Override
  WindowBounds boundsOf(long window) {
    return grid.bounds(window);
  }

  // ---------------------------------------------------------------- when windows end

  @Override
  void awaitEnd(long window, long eventTime) throws Exception {
    if (keys == null) {
      super.awaitEnd(window, eventTime);
    } else {
      keys.add(window, eventTime);
    }
  }

  private long visit(long window, long eventTime, Iterable<String> theirs) throws Exception {
    WindowBounds bounds = grid.bounds(window);
    for (String key : theirs) {
      setCurrentKey(key);
      lookAtEnd(window, bounds, eventTime);
    }
    return eventTime < goneAt(bounds) ? goneAt(bounds) : WindowKeys.NOT_AGAIN;
  }
}
