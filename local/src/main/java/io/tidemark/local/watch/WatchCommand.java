package io.tidemark.local.watch;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.Home;
import io.tidemark.local.cli.InterruptSignal;
import io.tidemark.local.cli.JobCatalog;
import io.tidemark.local.cluster.SubmitCommand;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code ./tidemark watch JOB}. */
public final class WatchCommand implements Command {

  /** Where browsers find the page. */
  public static final Parameter<Integer> PORT =
      Parameter.integer("page.port", 0, "The page's port on this machine; 0: any that is free");

  private static final int LAST_PORT = 65_535;

  @Override
  public String usage() {
    return "JOB [--flink.rest URL] [--kafka.bootstrap.servers SERVERS] [--page.port PORT]"
        + " [--config FILE] [--key value]...   (keys: ./tidemark jobs JOB)";
  }

  @Override
  public String summary() {
    return "Serves a page, on this machine only, that shows a running job live";
  }

  @Override
  public void check(List<String> args) {
    checked(JobCatalog.namedBy(args), args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    Job<?, ?> job = JobCatalog.namedBy(args);
    Parameters parameters = checked(job, args);
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    InterruptSignal.onFirst(() -> interrupted.complete(null));
    try (LivePage page = LivePage.start(job, parameters, rest(parameters), port(parameters))) {
      System.out.println("Page: " + page.address());
      interrupted.get();
    }
  }

  private static Parameters checked(Job<?, ?> job, List<String> args) {
    Map<String, String> commandLine = CommandLine.parse(args.subList(1, args.size()));
    Map<String, String> yaml = JobParameters.yaml(job, commandLine, Home.conf());
    Parameters parameters =
        Parameters.of(
            Parameters.join(List.of(SubmitCommand.REST, PORT), JobParameters.all(job)),
            List.of(commandLine, yaml));
    rest(parameters);
    port(parameters);
    JobTopics.of(job, parameters);
    return parameters;
  }

  /**
   * The port that the parameters have for the page.
   *
   * @throws ParameterException if it is none
   */
  public static int port(Parameters parameters) {
    int port = parameters.get(PORT);
    if (port < 0 || port > LAST_PORT) {
      throw new ParameterException(PORT.key() + ": " + port + " is not between 0 and " + LAST_PORT);
    }
    return port;
  }

  private static URI rest(Parameters parameters) {
    return SubmitCommand.address(parameters.get(SubmitCommand.REST));
  }
}
