package io.tidemark.jobs.feedranking;

import io.tidemark.functions.window.WindowResult;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;

/** Ranks each pane by what the user did, with no trend. */
final class RankInterests
    implements FlatMapFunction<WindowResult<Interests>, WindowResult<List<RankedItem>>> {

  private static final long serialVersionUID = 1;

  private final Ranker ranker;

  RankInterests(Ranker ranker) {
    this.ranker = ranker;
  }

  @Override
  public void flatMap(
      WindowResult<Interests> pane, Collector<WindowResult<List<RankedItem>>> rankings) {
    if (pane.op() != RowKind.UPDATE_BEFORE) {
      rankings.collect(ranked(pane, ranker, Map.of()));
    }
  }

  /** A pane's ranking at the window's end. */
  static WindowResult<List<RankedItem>> ranked(
      WindowResult<Interests> pane, Ranker ranker, Map<String, Long> trend) {
    return new WindowResult<>(
        pane.op(),
        pane.key(),
        pane.window(),
        pane.timing(),
        pane.pane(),
        pane.onTimePane(),
        pane.last(),
        ranker.rank(pane.value(), pane.window().end(), trend));
  }
}
