package io.tidemark.functions.ranking;

import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.RowKind;

/**
 * Lets through the counts of one subtask that are among its N best in their window and segment:
 * what is not cannot be among the N best of all.
 *
 * <p>When a window becomes complete, the counts of all its items come at once, and what is best of
 * them leaves right before the watermark. An early or late count leaves at once, unless N better
 * ones have left before it.
 *
 * <p>It keeps no state, and needs none: what it forgets, by a failure or for want of room, only
 * makes it let more through. What it holds back leaves before each barrier.
 */
final class LocalTopOperator extends AbstractStreamOperator<Contenders>
    implements OneInputStreamOperator<WindowResult<Long>, Contenders>, BoundedOneInput {

  private static final long serialVersionUID = 1;

  /** So many contenders are remembered at most, give or take one top. */
  private static final int MOST_REMEMBERED = 1 << 17;

  private final TopSpec spec;

  private transient BestOf bestOf;

  /** What was best so far, by window and segment; windows that go first are first. */
  private transient TreeMap<WindowBounds, Map<String, Local>> windows;

  /** Those of which something has not left yet. */
  private transient List<Local> held;

  private transient int remembered;

  /** The best of one window and segment. */
  private static final class Local {
    final String segment;
    final WindowBounds window;
    final List<Contender> best = new ArrayList<>();
    boolean isHeld;

    Local(String segment, WindowBounds window) {
      this.segment = segment;
      this.window = window;
    }
  }

  LocalTopOperator(TopSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open() throws Exception {
    super.open();
    bestOf = new BestOf(spec.n());
    held = new ArrayList<>();
    forgetAll();
  }

  private void forgetAll() {
    windows =
        new TreeMap<>(
            Comparator.comparingLong(WindowBounds::end).thenComparingLong(WindowBounds::start));
    remembered = 0;
  }

  @Override
  public void processElement(StreamRecord<WindowResult<Long>> element) {
    WindowResult<Long> count = element.getValue();
    if (count.op() == RowKind.UPDATE_BEFORE) {
      // Counts only grow: the row that follows says more.
      return;
    }
    Local local = localOf(spec.segmentOf(count.key()), count.window());
    Contender contender = new Contender(spec.itemOf(count.key()), count.value());
    int before = local.best.size();
    if (!bestOf.offer(local.best, contender)) {
      return;
    }
    remembered += local.best.size() - before;
    if (count.timing() != Timing.ON_TIME) {
      send(local, count.timing() == Timing.LATE, List.of(contender));
    } else if (!local.isHeld) {
      local.isHeld = true;
      held.add(local);
    }
    if (remembered > MOST_REMEMBERED) {
      sendHeld();
      forgetAll();
    }
  }

  private Local localOf(String segment, WindowBounds window) {
    return windows
        .computeIfAbsent(window, w -> new HashMap<>())
        .computeIfAbsent(segment, s -> new Local(s, window));
  }

  private void send(Local local, boolean complete, List<Contender> contenders) {
    output.collect(
        new StreamRecord<>(
            new Contenders(local.segment, local.window, complete, contenders),
            local.window.completeAt()));
  }

  private void sendHeld() {
    for (Local local : held) {
      // A copy: the one that goes on may be changed before it has been written out.
      send(local, true, List.copyOf(local.best));
      local.isHeld = false;
    }
    held.clear();
  }

  /** What has come with the windows that a watermark completes leaves before it. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    sendHeld();
    while (!windows.isEmpty() && mark.getTimestamp() >= spec.goneAt(windows.firstKey())) {
      for (Local gone : windows.pollFirstEntry().getValue().values()) {
        remembered -= gone.best.size();
      }
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    sendHeld();
  }

  @Override
  public void endInput() {
    sendHeld();
  }
}
