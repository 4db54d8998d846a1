package io.tidemark.watermarks;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What a test hands to the splits of a {@link HandFedSource} that runs in the same JVM. */
final class Feed {

  private static final Map<String, Feed> FEEDS = new ConcurrentHashMap<>();

  /**
   * An event, or the end of a split.
   *
   * @param event null at the end
   */
  record Handed(Long event) {
    boolean isEnd() {
      return event == null;
    }
  }

  private final String name = UUID.randomUUID().toString();
  private final Map<Integer, Queue<Handed>> queues = new HashMap<>();
  private final Set<Integer> subtasksEnded = ConcurrentHashMap.newKeySet();
  private CompletableFuture<Void> change = new CompletableFuture<>();

  Feed() {
    FEEDS.put(name, this);
  }

  static Feed named(String name) {
    return FEEDS.get(name);
  }

  String name() {
    return name;
  }

  void event(int split, long time) {
    hand(split, new Handed(time));
  }

  void end(int split) {
    hand(split, new Handed(null));
  }

  private void hand(int split, Handed handed) {
    synchronized (this) {
      queues.computeIfAbsent(split, none -> new ArrayDeque<>()).add(handed);
    }
    changed();
  }

  /** Whoever waits looks again. */
  void changed() {
    CompletableFuture<Void> before;
    synchronized (this) {
      before = change;
      change = new CompletableFuture<>();
    }
    before.complete(null);
  }

  void subtaskHasEnded(int subtask) {
    subtasksEnded.add(subtask);
  }

  /** Whether a subtask has told Flink that nothing more comes of it. */
  boolean hasEnded(int subtask) {
    return subtasksEnded.contains(subtask);
  }

  /** What the split is handed next, or null. */
  synchronized Handed poll(int split) {
    Queue<Handed> queue = queues.get(split);
    return queue == null ? null : queue.poll();
  }

  /** Done when one of the splits may have been handed something. */
  synchronized CompletableFuture<Void> available(Collection<Integer> splits) {
    boolean any =
        splits.stream()
            .anyMatch(split -> queues.containsKey(split) && !queues.get(split).isEmpty());
    return any ? CompletableFuture.completedFuture(null) : change;
  }
}
