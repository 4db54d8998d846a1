package io.tidemark.local.cluster;

import org.apache.flink.api.common.JobStatus;

/**
 * A job that a cluster knows.
 *
 * @param id Flink's number for it
 * @param name what it is called
 * @param state what has become of it
 * @param startedMs when it was started
 */
public record FlinkJob(String id, String name, JobStatus state, long startedMs) {

  /** Whether it goes by this name or id. */
  public boolean isCalled(String nameOrId) {
    return name.equals(nameOrId) || id.equals(nameOrId);
  }

  /** Whether it has ended for good. */
  boolean hasEnded() {
    return state.isGloballyTerminalState();
  }
}
