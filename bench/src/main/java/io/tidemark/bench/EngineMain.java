package io.tidemark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.kafka.ClickTopic;
import io.tidemark.bench.loop.LoopEngine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.cli.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JVM of one run of one engine: warms up, measures once, checks the results against those of
 * the loop, and writes the measurement into a file.
 */
final class EngineMain {

  private static final long FIRST_WARM_UP = 20_000;

  /** The first runs are slower than what follows. */
  private static final long GROWTH = 20;

  /** A slow engine may take longer than was asked for, to get through enough events. */
  private static final double MOST_TIMES = 5;

  /** What a warm-up says of an engine's pace is too little, so a run may turn out short. */
  private static final int MOST_TRIES = 4;

  /** So that the next try is not short by a hair. */
  private static final double SPARE = 1.1;

  /** Two minutes of event time. */
  private static final long CLICKS_IN_STATE = 1_000_000;

  /** Shorter times say nothing of a pace. */
  private static final double LEAST_SECONDS = 0.1;

  private final Engine engine;
  private final RunPlan plan;

  private long ranForNanos;

  private EngineMain(RunPlan plan) {
    this.engine = plan.engine().engine();
    this.plan = plan;
  }

  public static void main(String[] args) {
    try {
      RunPlan plan = RunPlan.parse(args[0]);
      Measurement measured = new EngineMain(plan).measure();
      Files.writeString(Path.of(args[1]), new ObjectMapper().writeValueAsString(measured));
      System.exit(0);
    } catch (Exception e) {
      e.printStackTrace();
      System.err.println(FailureException.inOneLine(e));
      System.exit(1);
    }
  }

  private Measurement measure() throws Exception {
    Measurement measured = plan.workload().isPaced() ? atItsRate() : longEnough(warmUp());
    if (plan.engine().hasResults() && plan.engine() != EngineName.LOOP) {
      Measurement expected = run(new LoopEngine(), measured.events());
      if (!measured.agreesWith(expected)) {
        throw new FailureException(
            String.format(
                "%s is wrong: %s, but the loop: %s", plan.engine().text(), measured, expected));
      }
    }
    return measured.withStateBytesPerKey(stateBytesPerKey());
  }

  private Measurement atItsRate() throws Exception {
    long warmUp = (long) (plan.warmUpSeconds() * plan.workload().rate());
    long measured =
        plan.events() > 0 ? plan.events() : (long) (plan.seconds() * plan.workload().rate());
    return Measurement.of(
        warmUp + measured, run(engine, traffic(warmUp + measured).measuredFrom(warmUp)));
  }

  /** 0 if the engine does not tell, or has no state. */
  private double stateBytesPerKey() throws Exception {
    Workload workload = plan.workload();
    if (!plan.showsState()
        || !engine.showsState()
        || workload.kind() == NamedWorkload.Kind.STATELESS
        || workload.isPaced()
        || workload.isFromKafka()) {
      return 0;
    }
    Race.Outcome held = run(engine, traffic(CLICKS_IN_STATE).thatHolds());
    return (double) held.stateBytes() / held.keysInState();
  }

  /** Measures, and once more with more events if that took less time than was asked for. */
  private Measurement longEnough(long events) throws Exception {
    Measurement measured = run(engine, events);
    for (int tries = 1; tries < MOST_TRIES && isShort(measured); tries++) {
      double times = SPARE * plan.seconds() / Math.max(measured.seconds(), LEAST_SECONDS);
      measured =
          run(engine, Math.min(plan.workload().mostClicks(), (long) (measured.events() * times)));
    }
    return measured;
  }

  private boolean isShort(Measurement measured) {
    return plan.events() == 0
        && measured.seconds() < plan.seconds()
        && measured.events() < plan.workload().mostClicks();
  }

  /** Runs with more and more events, and tells how many to measure with. */
  private long warmUp() throws Exception {
    long most = plan.events() > 0 ? plan.events() : plan.workload().mostClicks();
    long events = Math.min(FIRST_WARM_UP, most);
    Measurement before = run(engine, events);
    Measurement warm = before;
    double aSecond = warm.eventsPerSecond();
    double left = plan.warmUpSeconds();
    while (left > 0) {
      double next = Math.min((double) (GROWTH * events), aSecond * Math.max(left, 1));
      events = Math.min(most, Math.max(events, (long) next));
      warm = run(engine, events);
      aSecond = pace(before, warm);
      before = warm;
      left = plan.warmUpSeconds() - ranForNanos / 1e9;
    }
    if (plan.events() > 0) {
      return plan.events();
    }
    double enough =
        Math.min((double) plan.workload().leastClicks(), aSecond * MOST_TIMES * plan.seconds());
    return Math.min(most, (long) Math.max(aSecond * plan.seconds(), enough));
  }

  /** Events per second, without what a run takes at its begin and end however long it is. */
  private static double pace(Measurement shorter, Measurement longer) {
    long events = longer.events() - shorter.events();
    double seconds = longer.seconds() - shorter.seconds();
    return events > longer.events() / 2 && seconds > longer.seconds() / 2
        ? events / seconds
        : longer.eventsPerSecond();
  }

  private Measurement run(Engine which, long events) throws Exception {
    return Measurement.of(events, run(which, traffic(events)));
  }

  private Race.Outcome run(Engine which, Traffic traffic) throws Exception {
    // To bring clicks to Kafka warms up no engine.
    long begin = System.nanoTime();
    Race.Outcome outcome = which.run(traffic, plan.parallelism());
    ranForNanos += System.nanoTime() - begin;
    return outcome;
  }

  private Traffic traffic(long events) throws Exception {
    if (plan.workload().isFromKafka()) {
      return new ClickTopic(plan.kafka()).first(events, plan.workload());
    }
    Traffic traffic = Traffic.inMemory(plan.workload(), events);
    return plan.workload().isToKafka() ? traffic.to(ClickTopic.forOutput(plan.kafka())) : traffic;
  }
}
