package io.tidemark.bench;

import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is right, by brute force: all clicks that are not late, sorted, and then counted. */
final class Model {

  private Model() {}

  static Tally.Totals of(Traffic traffic) {
    Map<String, List<Long>> times = new HashMap<>();
    Clicks clicks = Clicks.share(traffic, 0, 1);
    while (clicks.advance()) {
      if (!clicks.isLate()) {
        times.computeIfAbsent(clicks.item(), item -> new ArrayList<>()).add(clicks.time());
      }
    }
    Tally tally = new Tally();
    times.forEach(
        (item, ofItem) -> {
          ofItem.sort(null);
          if (traffic.workload().kind() == NamedWorkload.Kind.SESSIONS) {
            sessions(item, ofItem, traffic.workload().size().toMillis(), tally);
          } else {
            windows(item, ofItem, traffic.workload(), tally);
          }
        });
    return tally.totals();
  }

  private static void windows(String item, List<Long> times, Workload workload, Tally tally) {
    long sizeMs = workload.size().toMillis();
    long slideMs = workload.slide().toMillis();
    Map<Long, Long> counts = new TreeMap<>();
    for (long time : times) {
      for (long start = time - time % slideMs; start > time - sizeMs; start -= slideMs) {
        counts.merge(start, 1L, Long::sum);
      }
    }
    counts.forEach((start, count) -> tally.add(item, start, start + sizeMs, count));
  }

  private static void sessions(String item, List<Long> times, long gapMs, Tally tally) {
    int first = 0;
    for (int i = 1; i <= times.size(); i++) {
      if (i == times.size() || times.get(i) > times.get(i - 1) + gapMs) {
        tally.add(item, times.get(first), times.get(i - 1) + gapMs, i - first);
        first = i;
      }
    }
  }
}
