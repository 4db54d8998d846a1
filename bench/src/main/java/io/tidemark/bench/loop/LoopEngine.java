package io.tidemark.bench.loop;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;

/**
 * What the machine can do: a loop per thread, arrays, no framework, no state that survives. Each
 * thread makes all clicks and takes those of its own keys, which is cheaper than handing them over.
 *
 * <p>It makes those that others read from Kafka too, so that there is something to check their
 * results against; with their speed its own cannot be compared then.
 */
public final class LoopEngine implements Engine {

  @Override
  public boolean can(Workload workload) {
    return !workload.usesKafka() && !workload.isPaced();
  }

  @Override
  public Race.Outcome run(Traffic traffic, int parallelism) throws Exception {
    boolean stateless = traffic.workload().kind() == NamedWorkload.Kind.STATELESS;
    return Threads.race(
        traffic,
        parallelism,
        (part, tally) -> {
          if (stateless && traffic.workload().isFromKafka()) {
            pick(Clicks.share(traffic, part, parallelism), tally);
          } else if (stateless) {
            scan(Clicks.share(traffic, part, parallelism), traffic.workload(), tally);
          } else {
            count(traffic, part, parallelism, tally);
          }
        });
  }

  private static void count(Traffic traffic, int part, int parts, Tally tally) {
    WindowLoop windows = windows(traffic.workload(), tally);
    Clicks clicks = Clicks.share(traffic, 0, 1);
    long newest = Long.MIN_VALUE;
    long watermark = Long.MIN_VALUE;
    while (clicks.advance()) {
      if (clicks.keyBits() % parts != part) {
        continue;
      }
      long time = clicks.time();
      if (time > newest) {
        newest = time;
        watermark = newest - Clicks.DISORDER.toMillis() - 1;
        windows.advanceTo(watermark);
      }
      windows.add(clicks.item(), time, watermark);
    }
    windows.end();
  }

  private static WindowLoop windows(Workload workload, Tally tally) {
    long sizeMs = workload.size().toMillis();
    if (workload.kind() == NamedWorkload.Kind.SESSIONS) {
      return new SessionLoop(sizeMs, tally);
    }
    return workload.isSliding()
        ? new SlidingLoop(sizeMs, workload.slide().toMillis(), tally)
        : new TumblingLoop(sizeMs, tally);
  }

  /** What should come of decoding, without records to decode. */
  private static void pick(Clicks clicks, Tally tally) {
    while (clicks.advance()) {
      if (clicks.type().equals(Clicks.CLICK)) {
        tally.add(clicks.item(), clicks.time(), clicks.time(), 1);
      }
    }
  }

  /** Tallies what stateless work in memory is to let through. */
  public static void scan(Clicks clicks, Workload workload, Tally tally) {
    Shape<byte[]> shape = ClickJson.shape(workload);
    ByteScan scan = new ByteScan();
    while (clicks.advance()) {
      if (scan.isClick(shape.of(clicks))) {
        tally.add(scan.item(), scan.time(), scan.time(), 1);
      }
    }
  }
}
