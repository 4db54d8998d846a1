package io.tidemark.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cluster.FlinkRest;
import java.util.OptionalLong;

/** Asks Flink's REST API how far event time has come in a job. */
public final class WatermarkProbe {

  /** Every job has it, and it is behind all others. */
  private static final String OPERATOR = "audit";

  private final FlinkRest flink;
  private final String job;

  /**
   * @param job its id
   */
  public WatermarkProbe(FlinkRest flink, String job) {
    this.flink = flink;
    this.job = job;
  }

  /** Whether a task of this name is the one that is asked for. */
  static boolean isProbed(String task) {
    return task.contains(OPERATOR);
  }

  /** The job's watermark; empty if it has none yet, or nobody answers. */
  public OptionalLong watermark() throws InterruptedException {
    try {
      for (JsonNode vertex : flink.ofJob(job, "").path("vertices")) {
        if (isProbed(vertex.path("name").asText())) {
          return watermarkOf(vertex.path("id").asText());
        }
      }
    } catch (FailureException e) {
      // It is a convenience; the next look may find it.
    }
    return OptionalLong.empty();
  }

  /** The least watermark of a task's subtasks; empty if one has none yet, or nobody answers. */
  OptionalLong watermarkOf(String task) throws InterruptedException {
    try {
      return least(flink.ofJob(job, "/vertices/" + task + "/watermarks"));
    } catch (FailureException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong least(JsonNode watermarks) {
    OptionalLong least = OptionalLong.empty();
    for (JsonNode subtask : watermarks) {
      long watermark = subtask.path("value").asLong(Long.MIN_VALUE);
      if (watermark == Long.MIN_VALUE) {
        return OptionalLong.empty();
      }
      least = OptionalLong.of(Math.min(watermark, least.orElse(Long.MAX_VALUE)));
    }
    return least;
  }
}
