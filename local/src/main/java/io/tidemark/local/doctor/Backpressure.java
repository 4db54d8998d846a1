package io.tidemark.local.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A task cannot keep up, and holds up those before it. */
final class Backpressure implements Check {

  private static final double MUCH_MS_PER_SECOND = 500;
  private static final double MS_PER_SECOND = 1_000;

  @Override
  public Optional<Finding> find(Examination examination) {
    List<Vertex> vertices = examination.after().vertices();
    List<Vertex> heldUp = vertices.stream().filter(Backpressure::isHeldUp).toList();
    // It begins behind the last one that is held up: what is there is slow, and itself not held up.
    Optional<Vertex> slow =
        vertices.stream()
            .filter(vertex -> !isHeldUp(vertex))
            .filter(vertex -> readsFrom(vertex, heldUp))
            .max(Comparator.comparingDouble(vertex -> vertex.max("busyTimeMsPerSecond")));
    return slow.map(
        vertex ->
            new Finding(
                "backpressure",
                String.format(
                    "'%s' is busy %s of the time and holds up '%s'",
                    vertex.name(),
                    Words.percent(vertex.max("busyTimeMsPerSecond") / MS_PER_SECOND),
                    heldUp.get(heldUp.size() - 1).name()),
                "raise parallelism, or see what is slow there: a sink's other end, RocksDB's disk, or"
                    + " one key that has most of the events"));
  }

  private static boolean isHeldUp(Vertex vertex) {
    return vertex.max("backPressuredTimeMsPerSecond") >= MUCH_MS_PER_SECOND;
  }

  private static boolean readsFrom(Vertex vertex, List<Vertex> others) {
    return others.stream().anyMatch(other -> vertex.inputs().contains(other.id()));
  }
}
