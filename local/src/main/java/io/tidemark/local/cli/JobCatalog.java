package io.tidemark.local.cli;

import io.tidemark.jobs.activityanomalies.ActivityAnomaliesJob;
import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.deduplicate.DeduplicateJob;
import io.tidemark.jobs.eventrouter.EventRouterJob;
import io.tidemark.jobs.feedranking.FeedRankingJob;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.laterepair.LateRepairJob;
import io.tidemark.jobs.trendingitems.TrendingItemsJob;
import io.tidemark.jobs.usersessions.UserSessionsJob;
import io.tidemark.jobs.videoanalytics.VideoAnalyticsJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that there are. */
public final class JobCatalog {

  private static final Map<String, Job<?, ?>> BY_NAME =
      byName(
          List.of(
              new ClickCountsJob(),
              new UserSessionsJob(),
              new TrendingItemsJob(),
              new VideoAnalyticsJob(),
              new EventRouterJob(),
              new DeduplicateJob(),
              new FeedRankingJob(),
              new ActivityAnomaliesJob(),
              new LateRepairJob()));

  private JobCatalog() {}

  private static Map<String, Job<?, ?>> byName(List<Job<?, ?>> jobs) {
    Map<String, Job<?, ?>> byName = new LinkedHashMap<>();
    jobs.forEach(job -> byName.put(job.name(), job));
    return byName;
  }

  /** All jobs by name, in a sensible order. */
  public static Map<String, Job<?, ?>> all() {
    return BY_NAME;
  }

  /**
   * The job that a command's first argument names.
   *
   * @throws ParameterException if it names none
   */
  public static Job<?, ?> namedBy(List<String> args) {
    if (args.isEmpty() || args.get(0).startsWith("--")) {
      throw new ParameterException("which job? one of " + String.join(", ", BY_NAME.keySet()));
    }
    return Names.find("job", args.get(0), BY_NAME);
  }
}
