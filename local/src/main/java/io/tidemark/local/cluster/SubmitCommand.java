package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.preflight.Promises;
import io.tidemark.local.broker.OutputTopics;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Home;
import io.tidemark.local.cli.JobCatalog;
import io.tidemark.local.cli.UserPaths;
import io.tidemark.local.cli.Warnings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code ./tidemark submit JOB}. */
public final class SubmitCommand implements Command {

  /** Where the cluster is that a command speaks to. */
  public static final Parameter<String> REST =
      Parameter.text("flink.rest", "http://localhost:8081", "Where the cluster's REST API is");

  @Override
  public String usage() {
    return "JOB [--flink.rest URL] [--config FILE] [--key value]..."
        + "   (keys: ./tidemark jobs JOB)";
  }

  @Override
  public String summary() {
    return "Submits a job's jar to a running cluster, such as that of ./tidemark cluster up";
  }

  @Override
  public void check(List<String> args) {
    Job<?, ?> job = JobCatalog.namedBy(args);
    checked(job, args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    Job<?, ?> job = JobCatalog.namedBy(args);
    Parameters parameters = checked(job, args);
    FlinkRest flink = new FlinkRest(address(parameters.get(REST)));
    print(flink, submit(flink, job, parameters, Optional.empty()));
  }

  /**
   * Starts a job and tells its id.
   *
   * @param from the savepoint or checkpoint that it goes on from, a URI; none: from nothing
   */
  public static String submit(
      FlinkRest flink, Job<?, ?> job, Parameters parameters, Optional<String> from)
      throws Exception {
    Warnings.print(Promises.warnings(parameters));
    JobJar jar = JobJar.of(Home.modules().resolve("jobs"), job.name());
    String id = flink.upload(jar.path());
    OutputTopics.ensure(job, parameters);
    try {
      return flink.run(id, jar.mainClass(), arguments(job, parameters), from);
    } finally {
      deleteQuietly(flink, id);
    }
  }

  static void print(FlinkRest flink, String running) {
    System.out.printf("Job:     %s%nWeb UI:  %s%n", running, flink.pageOf(running));
  }

  static Parameters parameters(Job<?, ?> job, List<String> args) {
    return parameters(job, CommandLine.parse(args));
  }

  /** The layers that a command line has and names. */
  public static Parameters parameters(Job<?, ?> job, Map<String, String> commandLine) {
    Map<String, String> yaml = JobParameters.yaml(job, commandLine, Home.conf());
    return Parameters.of(
        Parameters.join(List.of(REST), JobParameters.all(job)), List.of(commandLine, yaml));
  }

  /**
   * The address that the parameter has.
   *
   * @throws ParameterException if it is none
   */
  public static URI address(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ParameterException(
        REST.key() + ": '" + text + "' is no address, such as " + REST.defaultText());
  }

  /** Finds bad usage before anything leaves this machine, by building the graph for nothing. */
  static Parameters checked(Job<?, ?> job, List<String> args) {
    return checked(job, parameters(job, args.subList(1, args.size())));
  }

  /** The same parameters, with which the graph can be built. */
  public static Parameters checked(Job<?, ?> job, Parameters parameters) {
    address(parameters.get(REST));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    UserPaths.requireReadableSource(parameters);
    return parameters;
  }

  /** All layers in one: the cluster needs no file. */
  static List<String> arguments(Job<?, ?> job, Parameters parameters) {
    Map<String, String> values = new LinkedHashMap<>(parameters.under(""));
    values.remove(REST.key());
    // The cluster's processes stand elsewhere than the user.
    for (Parameter<?> parameter : JobParameters.all(job)) {
      if (parameter.isPath()) {
        values.computeIfPresent(parameter.key(), (key, text) -> UserPaths.absolute(text));
      }
    }
    // In one word each, since a value may be empty or begin with dashes.
    return values.entrySet().stream()
        .map(value -> "--" + value.getKey() + "=" + value.getValue())
        .toList();
  }

  private static void deleteQuietly(FlinkRest flink, String jar) throws InterruptedException {
    try {
      flink.delete(jar);
    } catch (FailureException e) {
      // It is in nobody's way.
    }
  }
}
