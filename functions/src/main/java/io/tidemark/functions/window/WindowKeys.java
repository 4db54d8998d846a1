package io.tidemark.functions.window;

import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * The keys that have contents in a window. They are listed by key group, and a group has one timer
 * for a window, however many keys are in it: a timer for each of them would cost more than all else
 * that is done for a key that comes once.
 */
final class WindowKeys implements Triggerable<String, Long> {

  /** Instead of a point in event time: the window is gone. (At the end of time, it is not.) */
  static final long NOT_AGAIN = Long.MIN_VALUE;

  private static final String TIMERS = "window-keys";

  private final KeyedStateBackend<String> backend;
  private final GroupKeys groups;
  private final KeyLists lists;
  private final Visitor visitor;

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

  private WindowKeys(AbstractStreamOperator<?> operator, WindowState state, Visitor visitor)
      throws Exception {
    this.backend = operator.getKeyedStateBackend();
    this.groups = new GroupKeys(backend, operator.getRuntimeContext().getTaskInfo());
    this.lists = new KeyLists(backend, groups, state.newestList());
    this.visitor = visitor;
    state.holdBack(lists);
  }

  /** The keys that an operator has, which is about to open. */
  static WindowKeys of(AbstractStreamOperator<?> operator, WindowState state, Visitor visitor)
      throws Exception {
    WindowKeys keys = new WindowKeys(operator, state, visitor);
    keys.timers = operator.getInternalTimerService(TIMERS, LongSerializer.INSTANCE, keys);
    return keys;
  }

  /**
   * The current key has contents in a window from now on; to be called once.
   *
   * @param eventTime when the key is to be visited first
   */
  void add(long window, long eventTime) throws Exception {
    String key = backend.getCurrentKey();
    int group = groups.groupOf(key);
    if (lists.add(key, group, window)) {
      groups.setCurrent(group);
      timers.registerEventTimeTimer(window, eventTime);
      groups.setCurrent(key, group);
    }
  }

  /** Takes out all keys of this subtask. */
  void takeAll(KeyLists.Taker taker) throws Exception {
    lists.takeAll(taker);
  }

  @Override
  public void onEventTime(InternalTimer<String, Long> timer) throws Exception {
    long window = timer.getNamespace();
    int group = groups.groupOf(timer.getKey());
    long next = visitor.visit(window, timer.getTimestamp(), lists.get(group, window));
    groups.setCurrent(group);
    if (next == NOT_AGAIN) {
      lists.remove(group, window);
    } else {
      timers.registerEventTimeTimer(window, next);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, Long> timer) {
    throw new IllegalStateException("keys of windows have no timers in processing time");
  }
}
