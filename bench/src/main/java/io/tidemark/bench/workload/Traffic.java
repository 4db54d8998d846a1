package io.tidemark.bench.workload;

/**
 * All clicks of one run.
 *
 * @param workload whose keys they have
 * @param clicks how many
 * @param lateFrom from which one on there are late ones among them
 * @param keys the keys' names
 */
public record Traffic(Workload workload, long clicks, long lateFrom, Clicks.Keys keys) {

  /**
   * Of these clicks there are no late ones when they come from memory, and as many of them each
   * source lets go ahead, so that there is a watermark when the run begins.
   */
  private static final long FIRST = 1_000;

  /** Clicks that are made while the engine runs. */
  public static Traffic inMemory(Workload workload, long clicks) {
    return new Traffic(workload, clicks, FIRST, Clicks.Keys.of(workload));
  }

  /** How many clicks each of the sources lets go ahead. */
  public static long ahead(int sources) {
    return FIRST / sources;
  }
}
