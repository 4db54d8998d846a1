package io.tidemark.local.chaos;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.local.cli.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints the rounds as they go. */
final class Report {

  private static final int COMPLAINTS = 5;

  private final ChaosSettings settings;
  private final String disk;

  Report(ChaosSettings settings, String disk) {
    this.settings = settings;
    this.disk = disk;
  }

  /**
   * The heading.
   *
   * @throws FailureException if something is wrong before anything has happened
   */
  void begin(Verdict warmUp) throws FailureException {
    System.out.printf(
        "%nclick-counts, %s, parallelism %d on %d TaskManagers, %s, high availability:"
            + " %s%nCheckpoints are on %s%n%n",
        Parameter.name(settings.delivery()),
        settings.parallelism(),
        settings.taskManagers(),
        Parameter.name(settings.stateBackend()),
        Parameter.name(settings.highAvailability()),
        disk);
    if (!warmUp.isGood()) {
      print(warmUp);
      throw new FailureException("it is not right even before anything has happened");
    }
    System.out.println(
        "round   seed  fault               at     down  recovered     sent  lost  twice  books"
            + "     view    took");
  }

  /** A round. */
  void row(int number, Round.Outcome outcome) {
    Draw draw = outcome.draw();
    Verdict verdict = outcome.verdict();
    System.out.printf(
        Locale.ROOT,
        "%5d %6d  %-16s %6s  %7s  %9s  %,7d  %4d  %5d  %-8s  %-6s  %6s%n",
        number,
        draw.seed(),
        draw.fault(),
        seconds(draw.moment()),
        seconds(draw.down()),
        outcome.recoveredAfter() == null ? "never" : seconds(outcome.recoveredAfter()),
        outcome.sent(),
        verdict.lost(),
        verdict.twice(),
        verdict.balances() ? "balanced" : "WRONG",
        verdict.isEqual() ? "equal" : "WRONG",
        seconds(outcome.took()));
    for (String process : outcome.revived()) {
      System.out.println("        " + process + " had ended by itself and was started again");
    }
    if (!verdict.isGood()) {
      print(verdict);
    }
  }

  /**
   * The sum of it.
   *
   * @param last what came out in the end, with the job drained
   * @throws FailureException if anything was wrong
   */
  void end(List<Round.Outcome> outcomes, Verdict last) throws FailureException {
    long good = outcomes.stream().filter(Round.Outcome::isGood).count();
    System.out.printf(
        Locale.ROOT,
        "%n%d of %d recovered; in the end %,d lost, %,d twice, the books %s, the view %s%n",
        outcomes.stream().filter(outcome -> outcome.failure() == null).count(),
        outcomes.size(),
        last.lost(),
        last.twice(),
        last.balances() ? "balance" : "DO NOT BALANCE",
        last.isEqual() ? "is the oracle's" : "IS NOT THE ORACLE'S");
    if (!last.isGood()) {
      print(last);
    }
    if (good < outcomes.size() || !last.isGood()) {
      throw new FailureException("not everything came out once; the rounds' seeds are above");
    }
  }

  private static void print(Verdict verdict) {
    verdict.complaints().stream()
        .limit(COMPLAINTS)
        .forEach(complaint -> System.out.println("        " + complaint));
    if (verdict.complaints().size() > COMPLAINTS) {
      System.out.printf("        and %d more%n", verdict.complaints().size() - COMPLAINTS);
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
