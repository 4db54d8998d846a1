package io.tidemark.functions.ranking;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.CountElements;
import io.tidemark.functions.window.EventTimeWindows;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.functions.window.WindowedStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Counts of clicks and both phases of their ranking, run by hand as the graph connects them. */
final class RankedWindows implements AutoCloseable {

  private final OperatorUnderTest<Click, WindowResult<Long>> counts;
  private final OperatorUnderTest<WindowResult<Long>, Contenders> local;
  private final OperatorUnderTest<Contenders, WindowResult<Ranked>> top;

  /** Up to where each subtask of the counts has come since the last restart. */
  private long[] watermarks = {Long.MIN_VALUE};

  private final List<Contenders> sent = new ArrayList<>();

  RankedWindows(long sizeMs, long slideMs, TopSpec spec, Backend backend) throws Exception {
    WindowedStreams<Click, Long> windows =
        EventTimeWindows.on(
                OperatorUnderTest.streamOf(TypeInformation.of(Click.class)).keyBy(Click::key))
            .sliding(Duration.ofMillis(sizeMs), Duration.ofMillis(slideMs))
            .allowedLateness(spec.allowedLateness())
            .triggers(spec.countTriggers())
            .aggregate(new CountElements<>(), "counts");
    DataStream<WindowResult<Ranked>> ranks = TopN.of(windows.results(), spec, "ranks");
    counts = OperatorUnderTest.start(windows.results(), backend);
    local = OperatorUnderTest.start(OperatorUnderTest.<Contenders>streamBefore(ranks));
    top = OperatorUnderTest.start(ranks, backend);
  }

  int subtasks() {
    return watermarks.length;
  }

  void send(String key, long eventTimeMs) throws Exception {
    counts.send(new Click(key, ""), eventTimeMs);
    flow();
  }

  void watermark(long watermark) throws Exception {
    for (int subtask = 0; subtask < subtasks(); subtask++) {
      watermarkAt(subtask, watermark);
    }
  }

  /** A watermark comes to one subtask of the counts, and to the ranking if it was the last one. */
  void watermarkAt(int subtask, long watermark) throws Exception {
    counts.watermarkAt(subtask, watermark);
    flow();
    local.watermarkAt(subtask, watermark);
    flow();
    watermarks[subtask] = watermark;
    top.watermark(Arrays.stream(watermarks).min().orElseThrow());
  }

  void clock(long processingTimeMs) throws Exception {
    // What the counts tell at this time finds the ranking at the same time.
    top.clock(processingTimeMs);
    counts.clock(processingTimeMs);
    flow();
  }

  /** A checkpoint, a failure, and a restore from it with other numbers of subtasks. */
  void restart(int countSubtasks, int topSubtasks) throws Exception {
    counts.restart(countSubtasks);
    flow();
    local.restart(countSubtasks);
    flow();
    top.restart(topSubtasks);
    watermarks = new long[countSubtasks];
    Arrays.fill(watermarks, Long.MIN_VALUE);
  }

  private void flow() throws Exception {
    for (WindowResult<Long> count : counts.results()) {
      int subtask = OperatorUnderTest.subtaskOf(count.key(), subtasks());
      local.sendTo(subtask, count, count.window().completeAt());
    }
    for (Contenders contenders : local.results()) {
      sent.add(contenders);
      top.send(contenders, contenders.window().completeAt());
    }
  }

  /** What the second phase got since the last call. */
  List<Contenders> sent() {
    List<Contenders> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** The rows that were emitted since the last call. */
  List<WindowResult<Ranked>> rows() {
    return top.results();
  }

  int stateEntries() throws Exception {
    return counts.stateEntries() + top.stateEntries();
  }

  int timers() {
    return counts.timers() + top.timers();
  }

  @Override
  public void close() throws Exception {
    counts.close();
    local.close();
    top.close();
  }
}
