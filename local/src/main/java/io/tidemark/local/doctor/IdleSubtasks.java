package io.tidemark.local.doctor;

import java.util.Optional;

/** A source has more subtasks than there are partitions for. */
final class IdleSubtasks implements Check {

  @Override
  public Optional<Finding> find(Examination examination) {
    int partitions = examination.after().topics().map(Topics::partitions).orElse(0);
    int subtasks =
        examination.after().sources().stream().mapToInt(Vertex::parallelism).max().orElse(0);
    if (partitions == 0 || subtasks <= partitions) {
      return Optional.empty();
    }
    boolean safe = examination.hasMetric("eventtime.idlePartitions");
    return Optional.of(
        new Finding(
            "more-subtasks-than-partitions",
            String.format(
                "%d subtasks read %d partitions: %d have nothing to do%s",
                subtasks,
                partitions,
                subtasks - partitions,
                safe ? "" : ", and hold the watermark back for ever"),
            "lower parallelism to "
                + partitions
                + ", or give the topic more partitions"
                + (safe ? "" : "; watermark.idle-timeout lets the others go on")));
  }
}
