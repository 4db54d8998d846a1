package io.tidemark.functions.window;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How far event time has come in one of the inputs of a shuffle, and whether the others may be
 * ahead of it. Behind the shuffle the watermark is that of the input that is furthest behind, so
 * nothing that is in time here can be late there; but an input that is idle, or has just been
 * restored, holds nobody back.
 */
final class InputProgress {

  private final ListState<Long> state;

  /** How far any input had come when the snapshot was taken. */
  private final long restored;

  private long watermark = Long.MIN_VALUE;
  private boolean isIdle;
  private boolean isBehind;

  /** How far the watermark was behind the clock while this input held the others back. */
  private long lagMs = Long.MAX_VALUE;

  private InputProgress(ListState<Long> state, long restored) {
    this.state = state;
    this.restored = restored;
    this.isBehind = restored > Long.MIN_VALUE;
  }

  /** Goes on from the snapshot, if there is one; to be called in {@code initializeState}. */
  static InputProgress restore(OperatorStateStore store) throws Exception {
    ListState<Long> state =
        store.getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    long restored = Long.MIN_VALUE;
    for (long watermark : state.get()) {
      restored = Math.max(restored, watermark);
    }
    return new InputProgress(state, restored);
  }

  long watermark() {
    return watermark;
  }

  /** Whether the watermark behind the shuffle may be ahead of this one. */
  boolean isBehind() {
    return isBehind;
  }

  /**
   * Takes note of a new watermark.
   *
   * @param now the processing time
   */
  void advance(long newWatermark, long now) {
    watermark = Math.max(watermark, newWatermark);
    // While this input was idle, event time went on elsewhere, at the pace of the clock. If that is
    // not so, a sum is late; it is counted as late then, and not lost.
    if (!isIdle && watermark >= restored && lag(now) <= lagMs) {
      isBehind = false;
    }
    if (!isBehind) {
      lagMs = lag(now);
    }
  }

  private long lag(long now) {
    long lag = now - watermark;
    return watermark < 0 && lag < 0 ? Long.MAX_VALUE : lag;
  }

  /** The input is idle from now on, or not any more. */
  void idle(boolean idle) {
    isIdle = idle;
    isBehind |= idle;
  }

  /** To be called in {@code snapshotState}. */
  void snapshot() throws Exception {
    state.update(List.of(Math.max(watermark, restored)));
  }
}
