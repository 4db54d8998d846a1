package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
final class WindowKeys implements Triggerable<String, Long>, WindowState.HoldsBack {

  /** Instead of a point in event time: the window is gone. (At the end of time, it is not.) */
  static final long NOT_AGAIN = Long.MIN_VALUE;

  private static final String NAME = "window-keys";

  /** So many keys at most are not in state yet. */
  private static final int MOST_RECENT = 1 << 16;

  /** The order of strings as Flink writes them: first how long they are. */
  private static final Comparator<String> AS_WRITTEN =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final KeyedStateBackend<String> backend;
  private final NumberedState<ListState<String>> keys;
  private final NewestStored newestStored;
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

  /** The keys that are not in state yet. */
  private final Map<GroupAndWindow, List<String>> recent = new HashMap<>();

  private int recentCount;

  /** Of each key group the window that keys were last added to, and those of them in recent. */
  private final long[] latestWindow;

  private final List<String>[] latestKeys;

  private InternalTimerService<Long> timers;

  private record GroupAndWindow(int group, long window) {}

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

  @SuppressWarnings({"unchecked", "rawtypes"})
  private WindowKeys(AbstractStreamOperator<?> operator, WindowState state, Visitor visitor)
      throws Exception {
    this.backend = operator.getKeyedStateBackend();
    this.keys =
        new NumberedState<>(
            backend.getOrCreateKeyedState(
                LongSerializer.INSTANCE, new ListStateDescriptor<>(NAME, Types.STRING)));
    this.newestStored = state.newestList();
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
    this.latestKeys = new List[groups.length];
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
  static WindowKeys of(AbstractStreamOperator<?> operator, WindowState state, Visitor visitor)
      throws Exception {
    WindowKeys keys = new WindowKeys(operator, state, visitor);
    keys.timers = operator.getInternalTimerService(NAME, LongSerializer.INSTANCE, keys);
    state.holdBack(keys);
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
    int i = group - firstGroup;
    if (latestKeys[i] == null || latestWindow[i] != window) {
      latestWindow[i] = window;
      latestKeys[i] =
          recent.computeIfAbsent(new GroupAndWindow(group, window), none -> new ArrayList<>());
      backend.setCurrentKeyAndKeyGroup(groups[i], group);
      timers.registerEventTimeTimer(window, eventTime);
      backend.setCurrentKeyAndKeyGroup(key, group);
    }
    latestKeys[i].add(key);
    recentCount++;
    if (recentCount >= MOST_RECENT) {
      writeBack();
      backend.setCurrentKeyAndKeyGroup(key, group);
    }
  }

  @Override
  public void writeBack() throws Exception {
    for (Map.Entry<GroupAndWindow, List<String>> entry : recent.entrySet()) {
      int group = entry.getKey().group();
      long window = entry.getKey().window();
      backend.setCurrentKeyAndKeyGroup(groups[group - firstGroup], group);
      keys.at(window).addAll(entry.getValue());
      newestStored.written(window);
    }
    recent.clear();
    recentCount = 0;
    Arrays.fill(latestKeys, null);
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
    int group = KeyGroupRangeAssignment.assignToKeyGroup(timer.getKey(), maxParallelism);
    boolean mayBeStored = newestStored.mayHave(window);
    List<String> added = recent.getOrDefault(new GroupAndWindow(group, window), List.of());
    long next =
        visitor.visit(window, timer.getTimestamp(), mayBeStored ? all(window, added) : added);
    backend.setCurrentKey(timer.getKey());
    if (next != NOT_AGAIN) {
      timers.registerEventTimeTimer(window, next);
      return;
    }
    if (mayBeStored) {
      keys.at(window).clear();
    }
    recent.remove(new GroupAndWindow(group, window));
    recentCount -= added.size();
    latestKeys[group - firstGroup] = null;
  }

  /** The keys in state, and those that have been added since. */
  private List<String> all(long window, List<String> added) throws Exception {
    List<String> all = new ArrayList<>();
    Iterable<String> stored = keys.at(window).get();
    if (stored != null) {
      stored.forEach(all::add);
    }
    all.addAll(added);
    if (isInOrder) {
      // Neighbours are read from disk together: in the order in which keys came, nearly each of
      // them would need a block of its own.
      all.sort(AS_WRITTEN);
    }
    return all;
  }

  @Override
  public void onProcessingTime(InternalTimer<String, Long> timer) {
    throw new IllegalStateException("keys of windows have no timers in processing time");
  }
}
