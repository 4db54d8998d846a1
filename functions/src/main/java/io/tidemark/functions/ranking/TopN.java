package io.tidemark.functions.ranking;

import io.tidemark.functions.window.WindowResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The top N of each window and segment, exactly, from the counts of each item.
 *
 * <pre>{@code
 * WindowedStreams<Event, Long> counts =
 *     EventTimeWindows.on(events, Event::item)
 *         .sliding(Duration.ofMinutes(10), Duration.ofMinutes(1))
 *         .allowedLateness(top.allowedLateness())
 *         .triggers(top.countTriggers())
 *         .aggregate(new CountElements<>(), "counts");
 * DataStream<WindowResult<Ranked>> ranks = TopN.of(counts.results(), top, "ranks");
 * }</pre>
 *
 * <p>First, chained to the counts, each subtask keeps the N best of its own items and sends nothing
 * else. Then whoever has the segment makes one top of them all.
 */
public final class TopN {

  private TopN() {}

  /**
   * Ranks what was counted.
   *
   * @param counts panes of counts which only ever grow within a window, {@link
   *     io.tidemark.functions.window.Accumulation#ACCUMULATING}, of tumbling or sliding windows
   * @param uid the operator's name and stable id in savepoints
   * @return a row for each rank that has changed since the last pane, and for each rank when the
   *     window becomes complete; {@code key} is the segment
   */
  public static DataStream<WindowResult<Ranked>> of(
      DataStream<WindowResult<Long>> counts, TopSpec spec, String uid) {
    String localName = uid + "-local";
    SingleOutputStreamOperator<Contenders> local =
        counts
            .transform(localName, Contenders.TYPE, new LocalTopOperator(spec))
            .uid(localName)
            // Chained to the counts: what is not among the best of a subtask never leaves it.
            .setParallelism(counts.getParallelism());
    return local
        .keyBy(Contenders::segment)
        .transform(
            uid, WindowResult.typeOf(TypeInformation.of(Ranked.class)), new TopOperator(spec))
        .uid(uid);
  }
}
