package io.tidemark.functions.eventtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The watermark that lateness is judged by, as part of the state. Flink restores an operator with
 * no watermark at all, and until a new one arrives a late record would fill a window that was
 * cleaned long ago and overwrite its result; so the judge goes on from where the snapshot was
 * taken.
 *
 * <p>Subtasks need not have stood at the same watermark: a barrier may have overtaken records, or a
 * partition may just have come back from idleness. So each key group goes on from its own.
 */
public final class JudgingWatermark {

  private final ListState<KeyGroupsWatermark> state;
  private final KeyGroupRange keyGroups;
  private final int maxParallelism;

  private long watermark = Long.MIN_VALUE;

  /** Where each of our key groups stood; null once the watermark has passed them all. */
  private long[] restored;

  private JudgingWatermark(ListState<KeyGroupsWatermark> state, TaskInfo task) {
    this.state = state;
    this.maxParallelism = task.getMaxNumberOfParallelSubtasks();
    this.keyGroups =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
  }

  /**
   * Goes on from the snapshot, if there is one; to be called in {@code initializeState}.
   *
   * @param name the name of the operator's state that it is kept in
   */
  public static JudgingWatermark restore(OperatorStateStore store, String name, TaskInfo task)
      throws Exception {
    JudgingWatermark judge =
        new JudgingWatermark(
            store.getUnionListState(
                new ListStateDescriptor<>(name, TypeInformation.of(KeyGroupsWatermark.class))),
            task);
    judge.restore();
    return judge;
  }

  private void restore() throws Exception {
    restored = new long[keyGroups.getNumberOfKeyGroups()];
    Arrays.fill(restored, Long.MIN_VALUE);
    for (KeyGroupsWatermark theirs : state.get()) {
      KeyGroupRange both =
          keyGroups.getIntersection(
              KeyGroupRange.of(theirs.firstKeyGroup(), theirs.lastKeyGroup()));
      for (int keyGroup : both) {
        restored[keyGroup - keyGroups.getStartKeyGroup()] = theirs.watermark();
      }
    }
    advance(Arrays.stream(restored).min().orElseThrow());
  }

  /** Takes note of a new watermark; to be called before its timers fire. It never goes back. */
  public void advance(long newWatermark) {
    watermark = Math.max(watermark, newWatermark);
    if (restored != null && Arrays.stream(restored).allMatch(passed -> passed <= watermark)) {
      restored = null;
    }
  }

  /** The watermark that the records of a key are judged by. */
  public long of(Object key) {
    return restored == null
        ? watermark
        : ofKeyGroup(KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism));
  }

  private long ofKeyGroup(int keyGroup) {
    return Math.max(watermark, restored[keyGroup - keyGroups.getStartKeyGroup()]);
  }

  /** To be called in {@code snapshotState}. */
  public void snapshot() throws Exception {
    if (restored == null) {
      state.update(
          List.of(
              new KeyGroupsWatermark(
                  keyGroups.getStartKeyGroup(), keyGroups.getEndKeyGroup(), watermark)));
      return;
    }
    List<KeyGroupsWatermark> each = new ArrayList<>();
    for (int keyGroup : keyGroups) {
      each.add(new KeyGroupsWatermark(keyGroup, keyGroup, ofKeyGroup(keyGroup)));
    }
    state.update(each);
  }
}
