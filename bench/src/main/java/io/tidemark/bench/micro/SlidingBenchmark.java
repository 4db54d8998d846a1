package io.tidemark.bench.micro;

import io.tidemark.functions.window.SlidingWalk;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A sliding window of one key fires: its newest slice comes in, the oldest goes out. */
public class SlidingBenchmark extends Micro {

  @Param public SlidingWalk.Way way;

  @Param({"10", "120", "1200"})
  public int slices;

  private SlidingWalk walk;
  private long slides;

  /** Each window has all of its slices from the first measured one on. */
  @Setup
  public void fill() throws Exception {
    walk = new SlidingWalk(way, slices);
    for (int i = 0; i < slices; i++) {
      fire();
    }
  }

  @Benchmark
  public long fire() throws Exception {
    return walk.slide(++slides & 0xff);
  }
}
