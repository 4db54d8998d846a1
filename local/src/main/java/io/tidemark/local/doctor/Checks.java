package io.tidemark.local.doctor;

import java.util.List;

/** All causes that are known, the gravest first. */
public final class Checks {

  private static final List<Check> ALL =
      List.of(
          new UnbalancedBooks(),
          new TransactionTrouble(),
          new Restarts(),
          new FailingCheckpoints(),
          new NoInput(),
          new PoisonedWatermark(),
          new IdlePartition(),
          new QuietSource(),
          new BlockingAlignment(),
          new LaggingPartition(),
          new EverythingLate(),
          new Backpressure(),
          new WideBound(),
          new IdleSubtasks(),
          new FutureEvents());

  private Checks() {}

  /** Each of them. */
  public static List<Check> all() {
    return ALL;
  }
}
