package io.tidemark.functions.window;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * A key for each key group of a subtask. In Flink state and timers belong to a key, and by it to a
 * key group; for what belongs to a group as a whole a key is made up which is in that group.
 */
final class GroupKeys {

  private final KeyedStateBackend<String> backend;
  private final int maxParallelism;
  private final int firstGroup;
  private final String[] keys;

  GroupKeys(KeyedStateBackend<String> backend, TaskInfo task) {
    this.backend = backend;
    this.maxParallelism = task.getMaxNumberOfParallelSubtasks();
    KeyGroupRange range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    this.firstGroup = range.getStartKeyGroup();
    this.keys = keysIn(range, maxParallelism);
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

  /** How many groups the subtask has. */
  int count() {
    return keys.length;
  }

  /** The key's group, from 0 on among those of this subtask. */
  int groupOf(String key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) - firstGroup;
  }

  /** What the current key has from now on is its group's. */
  void setCurrent(int group) {
    setCurrent(keys[group], group);
  }

  /** Makes a key of a group the current one. */
  void setCurrent(String key, int group) {
    backend.setCurrentKeyAndKeyGroup(key, firstGroup + group);
  }
}
