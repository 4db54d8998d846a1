package io.tidemark.local.simulate;

/**
 * How many records there were of each kind: the sender's books, to be held against a job's ledger.
 *
 * @param events honest events, each counted once
 * @param lateByOffline those of {@code events} that waited on a phone that was offline
 * @param duplicates second copies of honest events
 * @param future well-formed events stamped more than a day ahead
 * @param broken records that are not events
 */
public record Counts(long events, long lateByOffline, long duplicates, long future, long broken) {

  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  /** All records: what a job that reads everything has read. */
  public long records() {
    return events + duplicates + future + broken;
  }

  Counts plus(SimulatedRecord.Kind kind) {
    return switch (kind) {
      case PROMPT_EVENT -> new Counts(events + 1, lateByOffline, duplicates, future, broken);
      case OFFLINE_EVENT -> new Counts(events + 1, lateByOffline + 1, duplicates, future, broken);
      case DUPLICATE -> new Counts(events, lateByOffline, duplicates + 1, future, broken);
      case FUTURE -> new Counts(events, lateByOffline, duplicates, future + 1, broken);
      case BROKEN -> new Counts(events, lateByOffline, duplicates, future, broken + 1);
    };
  }
}
