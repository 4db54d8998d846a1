package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * The keys that have contents in a window. They are listed by key group, and a group has one timer
 * for a window, however many keys are in it: a timer for each of them would cost more than all else
 * that is done for a key that comes once.
 *
 * <p>In Flink state and timers belong to a key, and by it to a key group. So for what belongs to a
 * group as a whole a key is made up which is in that group.
 */
final class WindowKeys implements Triggerable<String, Long> {

  /** Instead of a point in event time: the window is gone. (At the end of time, it is not.) */
  static final long NOT_AGAIN = Long.MIN_VALUE;

  private static final String NAME = "window-keys";

  /** The order of strings as Flink writes them: first how long they are. */
  private static final Comparator<String> AS_WRITTEN =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final KeyedStateBackend<String> backend;
  private final NumberedState<ListState<String>> keys;
  private final Visitor visitor;
  private final int maxParallelism;
  private final int firstGroup;

  /**
   * Whether keys are visited in the order in which RocksDB has them, as they are by Flink's timers
   * if RocksDB keeps those too. (That is what Flink's method tells, whatever its name.) Else it is
   * the order in which they came.
   */
  private final boolean isInOrder;

  /** Of each key group of this subtask the key that was made up for it. */
  private final String[] groups;

  /** Of each key group the window that a timer was last asked for. */
  private final long[] latestWindow;

  private InternalTimerService<Long> timers;

  /** What is done when event time has come to a point that matters to a window. */
  interface Visitor {

    /**
     * Visits some of the keys that have contents in a window.
     *
     * @param keys to be made the current one, one after another
     * @return when the same keys are to be visited next, or {@link #NOT_AGAIN}
     */
    long visit(long window, long eventTime, Iterable<String> keys) throws Exception;
  }

  /** What is done with a key that is taken out. */
  interface Taker {

    /** The current key was listed as one that has contents in the window. */
    void take(long window) throws Exception;
  }

  private WindowKeys(AbstractStreamOperator<?> operator, Visitor visitor) throws Exception {
    this.backend = operator.getKeyedStateBackend();
    this.keys =
        new NumberedState<>(
            backend.getOrCreateKeyedState(
                LongSerializer.INSTANCE, new ListStateDescriptor<>(NAME, Types.STRING)));
    this.visitor = visitor;
    this.isInOrder = backend.isSafeToReuseKVState();
    TaskInfo task = operator.getRuntimeContext().getTaskInfo();
    this.maxParallelism = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    this.firstGroup = range.getStartKeyGroup();
    this.groups = keysIn(range, maxParallelism);
    this.latestWindow = new long[groups.length];
  }

  /** The same keys in every run, since state is found by them again. */
  private static String[] keysIn(KeyGroupRange range, int maxParallelism) {
    String[] found = new String[range.getNumberOfKeyGroups()];
    int missing = found.length;
    for (int i = 0; missing > 0; i++) {
      String key = Integer.toString(i);
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
      if (range.contains(group) && found[group - range.getStartKeyGroup()] == null) {
        found[group - range.getStartKeyGroup()] = key;
        missing--;
      }
    }
    return found;
  }

  /** The keys that an operator has, which is about to open. */
  static WindowKeys of(AbstractStreamOperator<?> operator, Visitor visitor) throws Exception {
    WindowKeys keys = new WindowKeys(operator, visitor);
    keys.timers = operator.getInternalTimerService(NAME, LongSerializer.INSTANCE, keys);
    Arrays.fill(keys.latestWindow, Long.MIN_VALUE);
    return keys;
  }

  /**
   * The current key has contents in a window from now on; to be called once.
   *
   * @param eventTime when the key is to be visited first
   */
  void add(long window, long eventTime) throws Exception {
    String key = backend.getCurrentKey();
    int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
    backend.setCurrentKeyAndKeyGroup(groups[group - firstGroup], group);
    keys.at(window).add(key);
    if (latestWindow[group - firstGroup] != window) {
      latestWindow[group - firstGroup] = window;
      timers.registerEventTimeTimer(window, eventTime);
    }
    backend.setCurrentKeyAndKeyGroup(key, group);
  }

  /** Takes out all keys of this subtask. */
  void takeAll(Taker taker) throws Exception {
    List<Tuple2<String, Long>> groupsAndWindows;
    try (Stream<Tuple2<String, Long>> all = backend.getKeysAndNamespaces(NAME)) {
      groupsAndWindows = all.toList();
    }
    for (Tuple2<String, Long> groupAndWindow : groupsAndWindows) {
      backend.setCurrentKey(groupAndWindow.f0);
      long window = groupAndWindow.f1;
      List<String> taken = new ArrayList<>();
      keys.at(window).get().forEach(taken::add);
      keys.at(window).clear();
      for (String key : taken) {
        backend.setCurrentKey(key);
        taker.take(window);
      }
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, Long> timer) throws Exception {
    long window = timer.getNamespace();
    long next = visitor.visit(window, timer.getTimestamp(), keysOf(window));
    backend.setCurrentKey(timer.getKey());
    if (next == NOT_AGAIN) {
      keys.at(window).clear();
    } else {
      timers.registerEventTimeTimer(window, next);
    }
  }

  private Iterable<String> keysOf(long window) throws Exception {
    Iterable<String> listed = keys.at(window).get();
    if (listed == null) {
      return List.of();
    }
    if (!isInOrder) {
      return listed;
    }
    // Neighbours are read from disk together: in the order in which keys came, nearly each of them
    // would need a block of its own.
    List<String> sorted = new ArrayList<>();
    listed.forEach(sorted::add);
    sorted.sort(AS_WRITTEN);
    return sorted;
  }

  @Override
  public void onProcessingTime(InternalTimer<String, Long> timer) {
    throw new IllegalStateException("keys of windows have no timers in processing time");
  }
}
