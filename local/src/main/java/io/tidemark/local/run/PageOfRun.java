package io.tidemark.local.run;

import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.watch.LivePage;
import io.tidemark.local.watch.WatchCommand;

/** The page that shows a run while it lasts, if it has one. */
final class PageOfRun implements AutoCloseable {

  /** Null if there is none. */
  private final LivePage page;

  private PageOfRun(LivePage page) {
    this.page = page;
  }

  /** Starts to serve the page, and prints where it is. */
  static PageOfRun open(RunPlan plan, Parameters parameters, LocalFlink flink) throws Exception {
    if (!plan.hasPage()) {
      return new PageOfRun(null);
    }
    LivePage page =
        LivePage.start(plan.job(), parameters, flink.restAddress(), WatchCommand.port(parameters));
    System.err.println("Page:           " + page.address());
    return new PageOfRun(page);
  }

  /** The job has ended: shows the last of it. */
  void end() throws InterruptedException {
    if (page != null) {
      page.finish();
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (page != null) {
      page.close();
    }
  }
}
