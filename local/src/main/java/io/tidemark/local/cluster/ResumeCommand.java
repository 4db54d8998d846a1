package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.JobCatalog;
import io.tidemark.local.cli.UserPaths;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./tidemark resume JOB}: submits a job that goes on where an earlier one has ended. */
public final class ResumeCommand implements Command {

  /** Not a parameter of the job: its arguments do not have it. */
  private static final String FROM = "from";

  /** What a command line asks for. */
  private record Request(Job<?, ?> job, Parameters parameters, Optional<String> from) {}

  @Override
  public String usage() {
    return "JOB [--from SAVEPOINT] [--flink.rest URL] [--config FILE] [--key value]..."
        + String.format(
            "%n  --from   a savepoint, a checkpoint or a job's folder of checkpoints;"
                + " else what the cluster remembers of the last job of this name");
  }

  @Override
  public String summary() {
    return "Submits a job that goes on where an earlier one was stopped, was cancelled or failed";
  }

  @Override
  public void check(List<String> args) {
    request(args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    Request request = request(args);
    FlinkRest flink =
        new FlinkRest(SubmitCommand.address(request.parameters().get(SubmitCommand.REST)));
    String from =
        request.from().isPresent()
            ? LastState.named(UserPaths.uri(request.from().get()))
            : LastState.of(flink, request.job().name());
    System.out.println("From:    " + from);
    String running =
        SubmitCommand.submit(flink, request.job(), request.parameters(), Optional.of(from));
    SubmitCommand.print(flink, running);
  }

  private static Request request(List<String> args) {
    Job<?, ?> job = JobCatalog.namedBy(args);
    Map<String, String> commandLine = CommandLine.parse(args.subList(1, args.size()));
    Optional<String> from = Optional.ofNullable(commandLine.remove(FROM));
    Parameters parameters = SubmitCommand.parameters(job, commandLine);
    return new Request(job, SubmitCommand.checked(job, parameters), from);
  }
}
