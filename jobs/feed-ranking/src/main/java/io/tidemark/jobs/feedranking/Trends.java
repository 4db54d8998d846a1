package io.tidemark.jobs.feedranking;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The windows of the trend that feeds can still ask for, in broadcast state. */
final class Trends {

  private static final MapStateDescriptor<Long, Map<Integer, TrendItem>> STATE =
      new MapStateDescriptor<>(
          "trends", Types.LONG, Types.MAP(Types.INT, TypeInformation.of(TrendItem.class)));

  /** By the end of its window, what is on each rank. */
  private final BroadcastState<Long, Map<Integer, TrendItem>> windows;

  /** The ends of the windows. */
  private final TreeSet<Long> ends = new TreeSet<>();

  /** The counts of the window that was asked for last; null if they have changed. */
  private Map<String, Long> latest;

  private long latestEnd;

  private Trends(BroadcastState<Long, Map<Integer, TrendItem>> windows) {
    this.windows = windows;
  }

  /** To be called in {@code initializeState}. */
  static Trends restore(OperatorStateStore store) throws Exception {
    Trends trends = new Trends(store.getBroadcastState(STATE));
    for (Map.Entry<Long, Map<Integer, TrendItem>> window : trends.windows.immutableEntries()) {
      trends.ends.add(window.getKey());
    }
    return trends;
  }

  void apply(TrendRow row) throws Exception {
    Map<Integer, TrendItem> ranks = windows.get(row.windowEnd());
    ranks = ranks == null ? new HashMap<>() : new HashMap<>(ranks);
    if (row.takesBack()) {
      ranks.remove(row.rank());
    } else {
      ranks.put(row.rank(), new TrendItem(row.item(), row.count()));
    }
    windows.put(row.windowEnd(), ranks);
    ends.add(row.windowEnd());
    latest = null;
  }

  /** The counts by item of the last window that ends at a time or before it. */
  Map<String, Long> asOf(long timeMs) throws Exception {
    Long end = ends.floor(timeMs);
    if (end == null) {
      return Map.of();
    }
    if (latest == null || latestEnd != end) {
      latest = new HashMap<>();
      latestEnd = end;
      for (TrendItem item : windows.get(end).values()) {
        latest.merge(item.item(), item.count(), Math::max);
      }
    }
    return latest;
  }

  /** Nobody asks for times before this one any more: the window that counts then is kept. */
  void forgetBefore(long timeMs) throws Exception {
    Long needed = ends.floor(timeMs);
    while (needed != null && ends.first() < needed) {
      windows.remove(ends.pollFirst());
    }
  }

  /** How many windows are kept. */
  int size() {
    return ends.size();
  }
}
