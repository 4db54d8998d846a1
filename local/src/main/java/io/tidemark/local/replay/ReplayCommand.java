package io.tidemark.local.replay;

import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cli.BooksAtTheEnd;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.JobCatalog;
import java.util.List;

/** {@code ./tidemark replay JOB}. */
public final class ReplayCommand implements Command {

  @Override
  public String usage() {
    return "JOB --input FILE --output DIR [--config FILE] [--key value]..."
        + "   (keys: ./tidemark jobs JOB)";
  }

  @Override
  public String summary() {
    return "Drives a job's operators by a file that says what happens and when";
  }

  @Override
  public void check(List<String> args) {
    ReplayPlan plan = plan(args);
    Replay.of(plan.job(), plan.parameters());
  }

  @Override
  public void run(List<String> args) throws Exception {
    ReplayPlan plan = plan(args);
    Replay<?> replay = Replay.of(plan.job(), plan.parameters());
    Script script = Script.check(plan.input());
    LedgerCounts totals;
    try (OutputFolder output = OutputFolder.open(plan.output())) {
      totals = replay.play(script, output);
      System.out.printf(
          "lines %d · results %d · late %d · dead letters %d · in %s%n",
          script.lines(),
          output.rows(Output.RESULTS),
          output.rows(Output.LATE),
          output.rows(Output.DEAD_LETTERS),
          plan.output());
    }
    BooksAtTheEnd.print(totals);
  }

  private static ReplayPlan plan(List<String> args) {
    return ReplayPlan.of(JobCatalog.namedBy(args), args.subList(1, args.size()));
  }
}
