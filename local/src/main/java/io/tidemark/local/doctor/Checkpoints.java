package io.tidemark.local.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job's checkpoints fare.
 *
 * @param interval how often there is to be one; zero: never
 * @param completed how many were, since the job was submitted
 * @param failed how many were not
 * @param lastFailed whether the last one that ended did not succeed
 * @param failure why the last one failed, in Flink's words; empty if none did
 * @param last the last one that was completed; empty if none was
 */
public record Checkpoints(
    Duration interval,
    long completed,
    long failed,
    boolean lastFailed,
    String failure,
    Optional<Completed> last) {

  /**
   * One that was completed.
   *
   * @param durationMs how long it took
   * @param bytes how much state it has
   */
  public record Completed(long durationMs, long bytes) {}
}
