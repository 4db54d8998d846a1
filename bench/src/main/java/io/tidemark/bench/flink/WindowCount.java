package io.tidemark.bench.flink;

/** The clicks of one item in one window, a POJO. */
public final class WindowCount {

  public String item;
  public long start;
  public long end;
  public long count;
}
