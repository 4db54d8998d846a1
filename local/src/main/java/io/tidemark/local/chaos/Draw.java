package io.tidemark.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a seed means: which fault, when and for how long. Nothing but the seed goes into it, so that
 * a round can be had again.
 *
 * @param seed of this round alone
 * @param fault what happens
 * @param moment how long after the round's begin
 * @param down how long what is down stays down; nothing can be done about a killed process sooner
 * @param victim chooses among several that it can happen to, from 0
 */
record Draw(long seed, Fault fault, Duration moment, Duration down, int victim) {

  private static final int EARLIEST_MS = 2_000;
  private static final int LATEST_MS = 7_000;

  /** Draws one; a moment that is given is taken instead of one that is drawn. */
  static Draw of(long seed, List<Fault> faults, Duration moment) {
    SplittableRandom random = new SplittableRandom(seed);
    Fault fault = faults.get(random.nextInt(faults.size()));
    Duration drawn = Duration.ofMillis(random.nextInt(EARLIEST_MS, LATEST_MS));
    Duration down = Duration.ofMillis(down(fault, random));
    return new Draw(seed, fault, moment == null ? drawn : moment, down, random.nextInt(1 << 20));
  }

  private static int down(Fault fault, SplittableRandom random) {
    return switch (fault) {
      case TASKMANAGER_KILL, JOBMANAGER_KILL, BROKER_KILL -> random.nextInt(0, 4_000);
      // Longer than what the job's clients and its checkpoints are given.
      case BROKER_PAUSE -> (int) ChaosJob.TIMEOUT.toMillis() + random.nextInt(1_000, 4_000);
      case DISK_FULL -> random.nextInt(3_000, 8_000);
      case POISON_STORM, BURST -> 0;
      case SLOW_SINK -> random.nextInt(6_000, 12_000);
    };
  }
}
