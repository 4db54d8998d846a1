package io.tidemark.local.cluster;

import io.tidemark.local.cli.FailureException;
import java.util.List;

/** Finds the job that a user means. */
final class RunningJob {

  private RunningJob() {}

  /**
   * The one job that runs by this name or id.
   *
   * @throws FailureException if there is none, or more than one
   */
  static FlinkJob find(FlinkRest flink, String nameOrId)
      throws FailureException, InterruptedException {
    List<FlinkJob> running =
        flink.jobs().stream().filter(job -> job.isCalled(nameOrId) && !job.hasEnded()).toList();
    if (running.size() > 1) {
      throw new FailureException(
          String.format(
              "%d jobs that run are called %s; name one by its id: %s",
              running.size(),
              nameOrId,
              String.join(", ", running.stream().map(FlinkJob::id).toList())));
    }
    if (running.isEmpty()) {
      throw new FailureException(
          "no job " + nameOrId + " runs at " + flink.address() + "; see its web UI");
    }
    return running.get(0);
  }
}
