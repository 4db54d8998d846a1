package io.tidemark.bench.workload;

/**
 * All clicks of one run.
 *
 * @param workload whose keys they have
 * @param clicks how many
 * @param lateFrom from which one on there are late ones among them
 * @param keys the keys' names
 * @param topic where they are in Kafka; null if they are made while the engine runs
 * @param measuredFrom from which one on it counts how long results take
 * @param held whether after the last click nothing comes until state has been looked at
 * @param output where results are to be written; null if they are tallied where they come out
 */
public record Traffic(
    Workload workload,
    long clicks,
    long lateFrom,
    Clicks.Keys keys,
    TopicPrefix topic,
    long measuredFrom,
    boolean held,
    OutputTopic output) {

  /**
   * Of these clicks there are no late ones when they come from memory, and as many of them each
   * source lets go ahead, so that there is a watermark when the run begins.
   */
  private static final long FIRST = 1_000;

  /**
   * The same for clicks from Kafka. A consumer of several partitions may get a whole fetch of one
   * before the first record of the next, and has no watermark until then.
   */
  private static final long FIRST_FROM_KAFKA = 50_000;

  /** Clicks that are made while the engine runs. */
  public static Traffic inMemory(Workload workload, long clicks) {
    return of(workload, clicks, FIRST);
  }

  /** Clicks that are, or are to be, in Kafka; of these clicks the first ones are never late. */
  public static Traffic forKafka(Workload workload, long clicks) {
    return of(workload, clicks, FIRST_FROM_KAFKA);
  }

  private static Traffic of(Workload workload, long clicks, long lateFrom) {
    return new Traffic(workload, clicks, lateFrom, Clicks.Keys.of(workload), null, 0, false, null);
  }

  /** The same clicks, now that it is known where they are. */
  public Traffic in(TopicPrefix where) {
    return new Traffic(workload, clicks, lateFrom, keys, where, measuredFrom, held, output);
  }

  /** The same clicks, of which so many are for warming up. */
  public Traffic measuredFrom(long first) {
    return new Traffic(workload, clicks, lateFrom, keys, topic, first, held, output);
  }

  /** The same clicks; after the last one nothing comes until state has been looked at. */
  public Traffic thatHolds() {
    return new Traffic(workload, clicks, lateFrom, keys, topic, measuredFrom, true, output);
  }

  /** The same clicks, whose results are to be written there. */
  public Traffic to(OutputTopic where) {
    return new Traffic(workload, clicks, lateFrom, keys, topic, measuredFrom, held, where);
  }

  /** Whether a click's time tells which one it is, to the millisecond. */
  boolean isInOrder() {
    return workload.isPaced() && workload.kind() == NamedWorkload.Kind.STATELESS;
  }

  /** How many sources have clicks to read, of so many. */
  public int readers(int sources) {
    return topic == null ? sources : topic.readers(sources);
  }

  /** How many tallies there are, of so many; what was written has one reader, who tallies it. */
  public int sinks(int tallies) {
    return output == null ? tallies : 1;
  }

  /** How many clicks each of the sources lets go ahead. */
  public static long ahead(int sources) {
    return FIRST / sources;
  }
}
