package io.tidemark.functions.anomaly;

import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.types.RowKind;

/** Counts as windows would, and scores the counts that there are in the end, once and in order. */
final class CountsModel {

  private final long size;
  private final long lateness;
  private final long horizon;
  private final Map<String, NavigableMap<Long, Long>> counts = new TreeMap<>();

  CountsModel(long size, long lateness, long horizon) {
    this.size = size;
    this.lateness = lateness;
    this.horizon = horizon;
  }

  long windowOf(long time) {
    return Math.max(0, time) / size * size;
  }

  /** Counts an event, if it is not too late; the count if its window was complete already. */
  long add(String key, long time, long watermark) {
    long window = windowOf(time);
    long completeAt = window + size - 1;
    if (completeAt + lateness <= watermark) {
      return 0;
    }
    long count =
        counts.computeIfAbsent(key, unseen -> new TreeMap<>()).merge(window, 1L, Long::sum);
    return completeAt <= watermark ? count : 0;
  }

  /** The panes on time between two watermarks. */
  List<WindowResult<Long>> completeBetween(long from, long to) {
    List<WindowResult<Long>> panes = new ArrayList<>();
    counts.forEach(
        (key, windows) ->
            windows.forEach(
                (start, count) -> {
                  WindowBounds window = new WindowBounds(start, start + size);
                  if (window.completeAt() > from && window.completeAt() <= to) {
                    panes.add(
                        new WindowResult<>(
                            RowKind.INSERT, key, window, Timing.ON_TIME, 0, 0, false, count));
                  }
                }));
    return panes;
  }

  Map<String, Scored> view(Detector detector, double alertAt, boolean alertsOnly, long watermark) {
    Map<String, Scored> view = new TreeMap<>();
    counts.forEach(
        (key, windows) -> {
          double[] known = null;
          long quietSince = Long.MIN_VALUE;
          for (long start = windows.firstKey(); start + size - 1 <= watermark; start += size) {
            long count = windows.getOrDefault(start, 0L);
            if (count == 0 && start >= quietSince + horizon) {
              known = null;
              continue;
            }
            known = known == null ? new double[detector.size()] : known;
            quietSince = count > 0 ? start + size : quietSince;
            Scored row =
                Scored.of(
                    key,
                    new WindowBounds(start, start + size),
                    start,
                    (double) count,
                    detector.next(known, 0, start, (double) count),
                    alertAt);
            if (row.alert() || !alertsOnly) {
              view.put(View.place(row), row);
            }
          }
        });
    return view;
  }
}
