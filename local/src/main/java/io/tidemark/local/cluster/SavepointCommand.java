package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.UserPaths;
import java.util.List;
import java.util.Optional;

/** {@code ./tidemark savepoint} and {@code stop}: a savepoint of a job that runs. */
public final class SavepointCommand implements Command {

  private static final Parameter<String> PATH =
      Parameter.path("path", null, "The folder for the savepoint; else the cluster's own");
  private static final Parameter<Boolean> DRAIN =
      Parameter.flag("drain", false, "End as if the input had ended: windows that are open fire");

  private final boolean stops;

  private SavepointCommand(boolean stops) {
    this.stops = stops;
  }

  /** Takes one, and the job goes on. */
  public static SavepointCommand thatGoesOn() {
    return new SavepointCommand(false);
  }

  /** Takes one, and the job ends. */
  public static SavepointCommand thatStops() {
    return new SavepointCommand(true);
  }

  @Override
  public String usage() {
    return "JOB [--flink.rest URL] [--path FOLDER]"
        + (stops ? " [--drain true]" : "")
        + "   (JOB: its name or id)";
  }

  @Override
  public String summary() {
    return stops
        ? "Ends a job with a savepoint, from which ./tidemark resume goes on without a gap"
        : "Takes a savepoint of a job, which goes on";
  }

  @Override
  public void check(List<String> args) {
    parameters(args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    Parameters parameters = parameters(args);
    FlinkRest flink = new FlinkRest(SubmitCommand.address(parameters.get(SubmitCommand.REST)));
    FlinkJob job = RunningJob.find(flink, args.get(0));
    Optional<String> folder = parameters.find(PATH).map(UserPaths::uri);
    String savepoint =
        stops
            ? flink.stop(job.id(), folder, parameters.get(DRAIN))
            : flink.savepoint(job.id(), folder);
    System.out.println("Savepoint: " + savepoint);
  }

  private Parameters parameters(List<String> args) {
    if (args.isEmpty() || args.get(0).startsWith("--")) {
      throw new ParameterException("which job? its name or its id");
    }
    List<Parameter<?>> known =
        stops ? List.of(SubmitCommand.REST, PATH, DRAIN) : List.of(SubmitCommand.REST, PATH);
    Parameters parameters =
        Parameters.of(known, List.of(CommandLine.parse(args.subList(1, args.size()))));
    SubmitCommand.address(parameters.get(SubmitCommand.REST));
    return parameters;
  }
}
