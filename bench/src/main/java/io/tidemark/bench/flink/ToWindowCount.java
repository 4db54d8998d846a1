package io.tidemark.bench.flink;

import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Says of which key and window a count is. */
final class ToWindowCount implements WindowFunction<Long, WindowCount, String, TimeWindow> {

  private static final long serialVersionUID = 1;

  @Override
  public void apply(
      String item, TimeWindow window, Iterable<Long> counts, Collector<WindowCount> out) {
    WindowCount result = new WindowCount();
    result.item = item;
    result.start = window.getStart();
    result.end = window.getEnd();
    result.count = counts.iterator().next();
    out.collect(result);
  }
}
