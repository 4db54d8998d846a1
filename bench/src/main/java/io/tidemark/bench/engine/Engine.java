package io.tidemark.bench.engine;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;

/** Something that can do the benchmark's work. */
public interface Engine {

  /** Whether it can do a workload. */
  boolean can(Workload workload);

  /** Whether it can be told how large its state is, by a traffic that holds. */
  default boolean showsState() {
    return false;
  }

  /**
   * Does a workload once: sends the traffic through, and every final result to a tally of the race.
   *
   * @param traffic what to do, and with which clicks
   * @param parallelism how many threads, or subtasks of each operator
   * @return once everything is done and cleaned up
   */
  Race.Outcome run(Traffic traffic, int parallelism) throws Exception;
}
