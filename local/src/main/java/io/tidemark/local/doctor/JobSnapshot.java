package io.tidemark.local.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job at one moment.
 *
 * @param at the wall clock's time
 * @param id Flink's
 * @param name the job's
 * @param state Flink's word for it: {@code RUNNING}
 * @param age since when it is there
 * @param vertices from the sources to the sinks
 * @param checkpoints how they fare
 * @param failures what made it restart, the latest first, the innermost cause with its type
 * @param settings the parameters it was submitted with
 * @param topics what Kafka tells; empty if it was not asked, or does not answer
 */
public record JobSnapshot(
    Instant at,
    String id,
    String name,
    String state,
    Duration age,
    List<Vertex> vertices,
    Checkpoints checkpoints,
    List<String> failures,
    Map<String, String> settings,
    Optional<Topics> topics) {

  JobSnapshot with(Optional<Topics> found) {
    return new JobSnapshot(
        at, id, name, state, age, vertices, checkpoints, failures, settings, found);
  }

  /** The tasks that read from outside. */
  public List<Vertex> sources() {
    return vertices.stream().filter(Vertex::isSource).toList();
  }

  /** All partitions of all sources. */
  public List<Split> splits() {
    return sources().stream().flatMap(source -> source.splits().stream()).toList();
  }

  /** What the sources have read since they were last started. */
  public double recordsRead() {
    return sources().stream().mapToDouble(Vertex::recordsRead).sum();
  }
}
