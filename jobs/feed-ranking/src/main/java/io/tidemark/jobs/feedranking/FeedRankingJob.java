package io.tidemark.jobs.feedranking;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.ranking.RankChanges;
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
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;

/** Ranks what each user did something with: by how much and how lately, and by the trend. */
public final class FeedRankingJob implements Job<FeedRankingParams, WindowResult<RankedItem>> {

  static final TypeInformation<WindowResult<List<RankedItem>>> RANKING =
      WindowResult.typeOf(Types.LIST(TypeInformation.of(RankedItem.class)));

  public static void main(String[] args) throws Exception {
    JobMain.run(new FeedRankingJob(), args);
  }

  @Override
  public Outputs<WindowResult<RankedItem>> build(
      DataStream<Event> events, FeedRankingParams params) {
    return build(
        events,
        params.trends() == null
            ? null
            : params.trends().open(events.getExecutionEnvironment(), params.trendRows()),
        params);
  }

  /**
   * The graph between its streams.
   *
   * @param trends the rows of trending-items, with watermarks; null: there are none
   */
  static Outputs<WindowResult<RankedItem>> build(
      DataStream<Event> events, DataStream<TrendRow> trends, FeedRankingParams params) {
    WindowedStreams<Event, Interests> interests =
        params
            .windows()
            .over(events, params.identity())
            .accumulation(params.accumulationOfWindows())
            .aggregate(new SumInterests(params.weights(), params.ranker().halfLife()), "interests");
    return new Outputs<>(
        RankChanges.of(
            trends == null
                ? ranked(interests.results(), params)
                : ranked(interests.results(), trends, params),
            params.windows().accumulation(),
            params.windows().allowedLateness(),
            TypeInformation.of(RankedItem.class),
            "ranks"),
        interests.late(),
        interests.ledger(),
        interests.trace());
  }

  private static DataStream<WindowResult<List<RankedItem>>> ranked(
      DataStream<WindowResult<Interests>> panes, FeedRankingParams params) {
    return panes
        .flatMap(new RankInterests(params.ranker()))
        .returns(RANKING)
        .name("rank")
        .uid("rank");
  }

  private static DataStream<WindowResult<List<RankedItem>>> ranked(
      DataStream<WindowResult<Interests>> panes,
      DataStream<TrendRow> trends,
      FeedRankingParams params) {
    return DataStreamUtils.reinterpretAsKeyedStream(panes, WindowResult::key, Types.STRING)
        .connect(trends.broadcast())
        .transform(
            "rank-with-trends",
            RANKING,
            new JoinTrends(params.ranker(), params.windows().allowedLateness(), panes.getType()))
        .uid("rank-with-trends");
  }

  @Override
  public String name() {
    return "feed-ranking";
  }

  @Override
  public String summary() {
    return "Ranks the items of each user's feed by what the user did lately, and by the trend";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return FeedRankingParams.ALL;
  }

  @Override
  public FeedRankingParams params(Parameters parameters) {
    return FeedRankingParams.of(parameters);
  }

  @Override
  public Set<Field> needs(FeedRankingParams params) {
    return Set.of(Field.ITEM, Field.TYPE);
  }

  @Override
  public Set<String> types(FeedRankingParams params) {
    return params.weights().types();
  }

  @Override
  public OutputFormat<WindowResult<RankedItem>> resultFormat(FeedRankingParams params) {
    return new WindowResultFormat<>(
        params.windows().accumulation(), RankedItem::writeColumns, RankedItem::writeKey);
  }
}
