package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * Keys, listed by their key group and a window. Those that were added last are on the heap, and are
 * written to state when there is a snapshot or when they are many.
 */
final class KeyLists implements WindowState.HoldsBack {

  private static final String NAME = "window-keys";

  /** So many keys at most are not in state yet. */
  private static final int MOST_RECENT = 1 << 16;

  /** The order of strings as Flink writes them: first how long they are. */
  private static final Comparator<String> AS_WRITTEN =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private record GroupAndWindow(int group, long window) {}

  private final KeyedStateBackend<String> backend;
  private final GroupKeys groups;
  private final NewestStored newestStored;
  private final NumberedState<ListState<String>> state;

  /**
   * Whether keys come in the order in which RocksDB has them, as they do from Flink's timers if
   * RocksDB keeps those too. (That is what Flink's method tells, whatever its name.) Else it is the
   * order in which they were added.
   */
  private final boolean isInOrder;

  /** The keys that are not in state yet. */
  private final Map<GroupAndWindow, List<String>> recent = new HashMap<>();

  private int recentCount;

  /** Of each key group the window that keys were last added to, and those of them in recent. */
  private final long[] latestWindow;

  private final List<String>[] latestKeys;

  @SuppressWarnings({"unchecked", "rawtypes"})
  KeyLists(KeyedStateBackend<String> backend, GroupKeys groups, NewestStored newestStored)
      throws Exception {
    this.backend = backend;
    this.groups = groups;
    this.newestStored = newestStored;
    this.state =
        new NumberedState<>(
            backend.getOrCreateKeyedState(
                LongSerializer.INSTANCE, new ListStateDescriptor<>(NAME, Types.STRING)));
    this.isInOrder = backend.isSafeToReuseKVState();
    this.latestWindow = new long[groups.count()];
    this.latestKeys = new List[groups.count()];
  }

  /**
   * Adds the current key.
   *
   * @return whether it may be the first of its list
   */
  boolean add(String key, int group, long window) throws Exception {
    boolean mayBeFirst = latestKeys[group] == null || latestWindow[group] != window;
    if (mayBeFirst) {
      latestWindow[group] = window;
      latestKeys[group] =
          recent.computeIfAbsent(new GroupAndWindow(group, window), none -> new ArrayList<>());
    }
    latestKeys[group].add(key);
    recentCount++;
    if (recentCount >= MOST_RECENT) {
      writeBack();
      groups.setCurrent(key, group);
    }
    return mayBeFirst;
  }

  @Override
  public void writeBack() throws Exception {
    for (Map.Entry<GroupAndWindow, List<String>> entry : recent.entrySet()) {
      long window = entry.getKey().window();
      groups.setCurrent(entry.getKey().group());
      state.at(window).addAll(entry.getValue());
      newestStored.written(window);
    }
    recent.clear();
    recentCount = 0;
    Arrays.fill(latestKeys, null);
  }

  /** The keys of a list whose group's key is the current one. */
  List<String> get(int group, long window) throws Exception {
    List<String> added = recent.getOrDefault(new GroupAndWindow(group, window), List.of());
    if (!newestStored.mayHave(window)) {
      return added;
    }
    List<String> all = new ArrayList<>();
    Iterable<String> stored = state.at(window).get();
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

  /** Forgets a list whose group's key is the current one. */
  void remove(int group, long window) {
    if (newestStored.mayHave(window)) {
      state.at(window).clear();
    }
    List<String> removed = recent.remove(new GroupAndWindow(group, window));
    recentCount -= removed == null ? 0 : removed.size();
    latestKeys[group] = null;
  }

  /** What is done with a key that is taken out. */
  interface Taker {

    /** The current key was listed as one that has contents in the window. */
    void take(long window) throws Exception;
  }

  /** Takes out all keys, right after a restore. */
  void takeAll(Taker taker) throws Exception {
    List<Tuple2<String, Long>> groupsAndWindows;
    try (Stream<Tuple2<String, Long>> all = backend.getKeysAndNamespaces(NAME)) {
      groupsAndWindows = all.toList();
    }
    for (Tuple2<String, Long> groupAndWindow : groupsAndWindows) {
      backend.setCurrentKey(groupAndWindow.f0);
      long window = groupAndWindow.f1;
      List<String> taken = new ArrayList<>();
      state.at(window).get().forEach(taken::add);
      state.at(window).clear();
      for (String key : taken) {
        backend.setCurrentKey(key);
        taker.take(window);
      }
    }
  }
}
