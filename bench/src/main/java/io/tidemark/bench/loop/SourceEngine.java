package io.tidemark.bench.loop;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;

/**
 * What the events alone cost: each thread makes its share, as peers take them, and hashes them, or
 * the compiler would not have them made at all. Nothing is counted by key and window.
 */
public final class SourceEngine implements Engine {

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
          Clicks clicks = Clicks.share(traffic, part, parallelism);
          if (stateless) {
            records(clicks, tally);
          } else {
            beans(clicks, tally);
          }
        });
  }

  private static void records(Clicks clicks, Tally tally) {
    while (clicks.advance()) {
      long time = clicks.time();
      tally.add("", time, time, ClickJson.fromPool(clicks).length);
    }
  }

  private static void beans(Clicks clicks, Tally tally) {
    while (clicks.advance()) {
      Click click = Shape.bean(clicks);
      tally.add(click.item, click.time, click.time, (long) click.value);
    }
  }
}
