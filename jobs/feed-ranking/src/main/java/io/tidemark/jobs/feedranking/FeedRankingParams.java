package io.tidemark.jobs.feedranking;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import io.tidemark.jobs.kit.source.RowSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of feed-ranking.
 *
 * @param windows the windows that feeds are ranked for
 * @param weights what events are worth
 * @param ranker how items are ranked
 * @param trends where the trends come from; null: there are none
 * @param trendRows reads them
 */
public record FeedRankingParams(
    WindowSettings windows, Weights weights, Ranker ranker, RowSource trends, TrendRows trendRows) {

  /** Where trends come from. */
  public enum TrendSource {
    NONE,
    KAFKA,
    FILE
  }

  static final Parameter<List<String>> WEIGHTS =
      Parameter.list(
          "rank.weights",
          List.of("view=1", "click=3", "like=5", "share=8"),
          "What an event of each type is worth; types without a weight are filtered");
  static final Parameter<Duration> HALF_LIFE =
      Parameter.duration(
          "rank.half-life", Duration.ofHours(1), "How much event time halves an event's worth");
  static final Parameter<Integer> TOP =
      Parameter.integer("rank.top", 10, "How many items a feed has, at most");
  static final Parameter<Double> TREND_WEIGHT =
      Parameter.number(
          "rank.trend-weight",
          1.0,
          "An item's score has this much times ln(1 + its count in the last complete trend)");
  static final Parameter<TrendSource> TRENDS =
      Parameter.oneOf(
          TrendSource.class,
          "rank.trends",
          TrendSource.NONE,
          "Where the results of trending-items come from");
  static final Parameter<String> TRENDS_TOPIC =
      Parameter.text(
          "kafka.topic.trends", "trending-items.results.v1", "Their topic, for rank.trends kafka");
  static final Parameter<String> TRENDS_PATH =
      Parameter.path("rank.trends.path", null, "Their file of JSON Lines, for rank.trends file");
  static final Parameter<String> TRENDS_KEY =
      Parameter.text("rank.trends.key", "all", "The key whose trends count: a segment, or all");

  static final Parameter<Duration> TRENDS_IDLE_TIMEOUT =
      Parameter.duration(
          "rank.trends.idle-timeout",
          Duration.ofMinutes(10),
          "After how long without a trend on time feeds wait no more; longer than the trends' slide;"
              + " 0: never");

  static final List<Parameter<?>> ALL =
      Parameters.join(
          List.of(
              WEIGHTS,
              HALF_LIFE,
              TOP,
              TREND_WEIGHT,
              TRENDS,
              TRENDS_TOPIC,
              TRENDS_PATH,
              TRENDS_KEY,
              TRENDS_IDLE_TIMEOUT),
          WindowParameters.ALL);

  /** An item's number has a bit for each half-life in the window. */
  private static final int MOST_HALF_LIVES = 10_000;

  static FeedRankingParams of(Parameters parameters) {
    WindowSettings windows = WindowSettings.of(parameters);
    FeedRankingParams params =
        new FeedRankingParams(
            windows,
            Weights.of(parameters.get(WEIGHTS)),
            ranker(parameters, windows),
            trends(parameters),
            new TrendRows(parameters.get(TRENDS_KEY)));
    Set<String> filter = Set.copyOf(parameters.get(EventParameters.FILTER_TYPES));
    if (!filter.isEmpty() && params.weights.types().stream().noneMatch(filter::contains)) {
      throw new ParameterException("filter.types: none of them has a weight in rank.weights");
    }
    return params;
  }

  private static Ranker ranker(Parameters parameters, WindowSettings windows) {
    Duration halfLife = parameters.get(HALF_LIFE);
    if (halfLife.isZero()) {
      throw new ParameterException("rank.half-life: must be at least 1ms");
    }
    Duration length = windows.size() == null ? windows.sessionGap() : windows.size();
    if (length.toMillis() / MOST_HALF_LIVES >= halfLife.toMillis()) {
      throw new ParameterException(
          "rank.half-life: a window has "
              + MOST_HALF_LIVES
              + " half-lives or more, and nothing is left of most of it");
    }
    int top = parameters.get(TOP);
    if (top < 1) {
      throw new ParameterException("rank.top: must be at least 1");
    }
    double trendWeight = parameters.get(TREND_WEIGHT);
    if (!Double.isFinite(trendWeight)) {
      throw new ParameterException("rank.trend-weight: " + trendWeight + " is no finite number");
    }
    return new Ranker(halfLife, top, trendWeight);
  }

  private static RowSource trends(Parameters parameters) {
    return switch (parameters.get(TRENDS)) {
      case NONE -> null;
      case KAFKA ->
          RowSource.ofTopic(
              "trends",
              parameters.get(TRENDS_TOPIC),
              parameters.get(TRENDS_IDLE_TIMEOUT),
              parameters);
      case FILE ->
          RowSource.ofFile(
              "trends",
              parameters
                  .find(TRENDS_PATH)
                  .orElseThrow(
                      () ->
                          new ParameterException("rank.trends.path: needed for rank.trends file")),
              parameters);
    };
  }

  /** What the windows' results say of those before them; each ranking is compared with the last. */
  Accumulation accumulationOfWindows() {
    if (windows.accumulation() == Accumulation.DISCARDING) {
      return Accumulation.DISCARDING;
    }
    // A session that was absorbed is ranked once more, for its ranks to be taken back.
    return windows.sessionGap() == null ? Accumulation.ACCUMULATING : Accumulation.RETRACTING;
  }

  /** What a user's sums depend on, and what is known of the panes that were shown. */
  String identity() {
    String each =
        weights.thousandths().entrySet().stream()
            .map(weight -> weight.getKey() + "=" + weight.getValue())
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "half-life %s, thousandths %s, ranks %s",
        ranker.halfLife(),
        each,
        windows.accumulation());
  }
}
