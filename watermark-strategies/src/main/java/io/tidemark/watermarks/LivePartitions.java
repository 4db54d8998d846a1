package io.tidemark.watermarks;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The partitions that a subtask reads. Flink says when one begins, and not when one has ended; but
 * it makes a periodic call to all that are read, one right after another, with no event in between.
 * Whoever missed such a round has ended.
 *
 * <p>Changed by the task alone; may be looked through from another thread.
 */
final class LivePartitions<P> implements Iterable<P> {

  /** Where a partition stands. */
  static final class Place<P> {

    private final P partition;
    private long round;

    private Place(P partition, long round) {
      this.partition = partition;
      this.round = round;
    }
  }

  private final List<Place<P>> places = new CopyOnWriteArrayList<>();

  private long round;

  Place<P> add(P partition) {
    Place<P> place = new Place<>(partition, round);
    places.add(place);
    return place;
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /**
   * Takes note of a periodic call.
   *
   * @return whether it is the first of a new round
   */
  boolean beginsRound(Place<P> called) {
    boolean begins = called.round == round;
    if (begins) {
      dropEnded();
      round++;
    }
    called.round = round;
    return begins;
  }

  /** Forgets those that the last round did not call. Not to be used within a round. */
  void dropEnded() {
    if (places.stream().anyMatch(place -> place.round < round)) {
      places.removeIf(place -> place.round < round);
    }
  }

  @Override
  public Iterator<P> iterator() {
    return places.stream().map(place -> place.partition).iterator();
  }
}
