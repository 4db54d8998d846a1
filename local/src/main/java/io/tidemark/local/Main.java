package io.tidemark.local;

import static java.util.Map.entry;

import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.chaos.ChaosCommand;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Help;
import io.tidemark.local.cli.JobsCommand;
import io.tidemark.local.cli.Names;
import io.tidemark.local.cluster.ClusterCommand;
import io.tidemark.local.cluster.ResumeCommand;
import io.tidemark.local.cluster.SavepointCommand;
import io.tidemark.local.cluster.SubmitCommand;
import io.tidemark.local.doctor.DoctorCommand;
import io.tidemark.local.doctor.FindingsException;
import io.tidemark.local.profile.ProfileCommand;
import io.tidemark.local.replay.ReplayCommand;
import io.tidemark.local.run.RunCommand;
import io.tidemark.local.simulate.SimulateCommand;
import io.tidemark.local.watch.WatchCommand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line {@code ./tidemark}. */
public final class Main {

  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;
  private static final int BAD_USAGE = 2;
  private static final int FINDINGS = 3;

  private static final Map<String, Command> COMMANDS =
      new TreeMap<>(
          Map.ofEntries(
              entry("chaos", new ChaosCommand()),
              entry("cluster", new ClusterCommand()),
              entry("doctor", new DoctorCommand()),
              entry("jobs", new JobsCommand()),
              entry("profile", new ProfileCommand()),
              entry("replay", new ReplayCommand()),
              entry("resume", new ResumeCommand()),
              entry("run", new RunCommand()),
              entry("savepoint", SavepointCommand.thatGoesOn()),
              entry("simulate", new SimulateCommand()),
              entry("stop", SavepointCommand.thatStops()),
              entry("submit", new SubmitCommand()),
              entry("watch", new WatchCommand())));

  private Main() {}

  public static void main(String[] args) {
    // Threads of Flink and Kafka that are still around must not keep the laptop waiting.
    System.exit(run(List.of(args)));
  }

  /**
   * Finds bad usage, and starts nothing.
   *
   * @throws ParameterException on bad usage, with the line that the command would end with
   */
  public static void check(List<String> args) {
    if (args.isEmpty()) {
      throw new ParameterException("which command? one of " + String.join(", ", COMMANDS.keySet()));
    }
    if (Help.isAskedBy(args.get(0))) {
      return;
    }
    Command command = Names.find("command", args.get(0), COMMANDS);
    List<String> rest = args.subList(1, args.size());
    if (rest.isEmpty() || !Help.isAskedBy(rest.get(0))) {
      command.check(rest);
    }
  }

  /** Runs a command and tells the exit status: 0 success, 1 failure, 2 bad usage, 3 findings. */
  static int run(List<String> args) {
    try {
      if (args.isEmpty() || Help.isAskedBy(args.get(0))) {
        Help.print(COMMANDS);
        return args.isEmpty() ? BAD_USAGE : SUCCESS;
      }
      Command command = Names.find("command", args.get(0), COMMANDS);
      List<String> rest = args.subList(1, args.size());
      if (!rest.isEmpty() && Help.isAskedBy(rest.get(0))) {
        Help.print(args.get(0), command);
        return SUCCESS;
      }
      command.run(rest);
      return SUCCESS;
    } catch (ParameterException e) {
      System.err.println("tidemark: " + e.getMessage());
      return BAD_USAGE;
    } catch (FailureException e) {
      System.err.println("tidemark: " + e.getMessage());
      return FAILURE;
    } catch (FindingsException e) {
      return FINDINGS;
    } catch (Exception e) {
      System.err.println("tidemark: " + FailureException.inOneLine(e));
      return FAILURE;
    }
  }
}
