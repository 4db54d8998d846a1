package io.tidemark.jobs.trendingitems;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.ranking.Ranked;
import io.tidemark.functions.ranking.SegmentKey;
import io.tidemark.functions.ranking.TopN;
import io.tidemark.functions.ranking.TopSpec;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.CountElements;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.functions.window.WindowedStreams;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.sink.WindowResultFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Ranks the items of each window by how many events they had. */
public final class TrendingItemsJob implements Job<TrendingItemsParams, WindowResult<Ranked>> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new TrendingItemsJob(), args);
  }

  @Override
  public Outputs<WindowResult<Ranked>> build(DataStream<Event> events, TrendingItemsParams params) {
    TopSpec top = params.ranking();
    KeySelector<Event, String> keys =
        top.bySegment() ? event -> SegmentKey.of(event.key(), event.item()) : Event::key;
    WindowedStreams<Event, Long> counts =
        params
            .windows()
            .over(events, keys, params.identity())
            // What is taken back, and when, is for the ranks to say.
            .accumulation(Accumulation.ACCUMULATING)
            .triggers(top.countTriggers())
            .aggregate(new CountElements<>(), "item-counts");
    return new Outputs<>(
        TopN.of(counts.results(), top, "trending-items"),
        counts.late(),
        counts.ledger(),
        counts.trace());
  }

  @Override
  public String name() {
    return "trending-items";
  }

  @Override
  public String summary() {
    return "Ranks the items with the most events in each window of event time";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return TrendingItemsParams.ALL;
  }

  @Override
  public TrendingItemsParams params(Parameters parameters) {
    return TrendingItemsParams.of(parameters);
  }

  @Override
  public Set<Field> needs(TrendingItemsParams params) {
    return params.segment() == null ? Set.of() : Set.of(Field.ITEM);
  }

  /** A result's key is the segment then, and what is grouped by it is the item. */
  @Override
  public Map<Field, String> pointers(TrendingItemsParams params) {
    return params.segment() == null
        ? Map.of()
        : Map.of(Field.KEY, params.segment(), Field.ITEM, params.windows().groupedBy());
  }

  @Override
  public OutputFormat<WindowResult<Ranked>> resultFormat(TrendingItemsParams params) {
    return new WindowResultFormat<>(
        params.windows().accumulation(), RankColumns::write, RankColumns::writeRank);
  }
}
