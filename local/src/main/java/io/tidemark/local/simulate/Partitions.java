package io.tidemark.local.simulate;

/**
 * Spreads records over partitions and leaves one of them idle.
 *
 * @param count number of partitions
 * @param idle the partition that gets nothing; -1 = none
 */
record Partitions(int count, int idle) {

  /** The partition of a key: always the same one, never the idle one. */
  int of(String key) {
    boolean oneIsIdle = idle >= 0 && idle < count && count > 1;
    int partition = Math.floorMod(key.hashCode(), oneIsIdle ? count - 1 : count);
    return oneIsIdle && partition >= idle ? partition + 1 : partition;
  }

  /**
   * Fits a partition chosen for another number of partitions; never gives the idle one, unless it
   * is the only one.
   */
  int fit(int partition) {
    int fitting = partition % count;
    return fitting == idle ? (fitting + 1) % count : fitting;
  }
}
