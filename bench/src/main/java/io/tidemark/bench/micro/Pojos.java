package io.tidemark.bench.micro;

/** What one would declare, and leave to Flink's serializer, in place of what we write by hand. */
public final class Pojos {

  private Pojos() {}

  /** What some records of one key have added up to, on its way to the key's window. */
  public static final class Sum {
    public String key;
    public long count;
    public long lengthMs;
    public Long accumulator;
  }

  /** A slice of a sliding window. */
  public static final class Slice {
    public Long accumulator;
    public Long upToTurn;
    public long seenToUntil;
  }

  /** A session, apart from those that it has absorbed. */
  public static final class Session {
    public long id;
    public long start;
    public long end;
    public Long accumulator;
    public long changes;
    public int panes;
    public int panesNotEarly;
    public boolean complete;
    public long dueAt;
    public Long emitted;
  }
}
