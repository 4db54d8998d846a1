package io.tidemark.jobs.trendingitems;

import io.tidemark.functions.ranking.TopSpec;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import java.util.List;

/**
 * The parameters of trending-items.
 *
 * @param windows the windows that items are ranked in, tumbling or sliding
 * @param top how many ranks there are
 * @param segment JSON pointer to an event's segment; null if there is one top of all
 */
public record TrendingItemsParams(WindowSettings windows, int top, String segment) {

  static final Parameter<Integer> TOP_N =
      Parameter.integer("top.n", 10, "How many ranks each window has at most");
  static final Parameter<String> TOP_SEGMENT =
      Parameter.text(
          "top.segment",
          null,
          "What has a top of its own: user, item, type, or a JSON pointer; unset: one top of all");

  static final List<Parameter<?>> ALL =
      Parameters.join(List.of(TOP_N, TOP_SEGMENT), WindowParameters.ALL);

  /** More is no top any more: the first ranks would wait for the last ones. */
  private static final int MOST_RANKS = 10_000;

  static TrendingItemsParams of(Parameters parameters) {
    WindowSettings windows = WindowSettings.of(parameters);
    if (windows.sessionGap() != null) {
      throw new ParameterException(
          "window.session-gap: each item has sessions of its own, so there is no window to rank"
              + " items in; set window.size");
    }
    if (windows.accumulation() == Accumulation.DISCARDING) {
      throw new ParameterException(
          "window.accumulation: a rank has no shares that add up; accumulating or retracting");
    }
    int top = parameters.get(TOP_N);
    if (top < 1 || top > MOST_RANKS) {
      throw new ParameterException("top.n: " + top + " is not between 1 and " + MOST_RANKS);
    }
    return new TrendingItemsParams(
        windows,
        top,
        parameters
            .find(TOP_SEGMENT)
            .map(name -> EventParameters.pointer(TOP_SEGMENT.key(), name, parameters))
            .orElse(null));
  }

  TopSpec ranking() {
    return new TopSpec(
        top,
        segment != null,
        windows.allowedLateness(),
        windows.triggers(),
        windows.accumulation());
  }

  /** What else than windows and items the results depend on. */
  String identity() {
    return String.format(
        "top %d of %s, %s",
        top, segment == null ? "all" : "each " + segment, Parameter.name(windows.accumulation()));
  }
}
