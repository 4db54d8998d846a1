package io.tidemark.local.replay;

import io.tidemark.functions.window.PreAggregation;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cli.Home;
import io.tidemark.local.simulate.SimulatorParameters;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code replay} was asked for.
 *
 * @param job the job
 * @param parameters all of them, merged and checked; of its ends none is used
 * @param input the script
 * @param output the folder for what the job writes
 */
record ReplayPlan(Job<?, ?> job, Parameters parameters, Path input, Path output) {

  static final Parameter<String> INPUT =
      Parameter.text("input", null, "The JSON Lines file that says what happens and when");
  static final Parameter<String> OUTPUT =
      Parameter.text("output", null, "The folder to write results.jsonl … into");

  /**
   * Reads the arguments that follow the job's name.
   *
   * @throws ParameterException if they are bad usage
   */
  static ReplayPlan of(Job<?, ?> job, List<String> args) {
    Map<String, String> commandLine = CommandLine.parse(args);
    Map<String, String> yaml = JobParameters.yaml(job, commandLine, Home.conf());
    // What a YAML file has for the simulator is for another command, as its source is.
    List<Parameter<?>> known =
        Parameters.join(List.of(INPUT, OUTPUT), JobParameters.all(job), SimulatorParameters.ALL);
    Parameters parameters = Parameters.of(known, List.of(eachByItself(known), commandLine, yaml));
    Path input = path(parameters, INPUT);
    if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
      throw new ParameterException("input: cannot read " + input);
    }
    Path output = path(parameters, OUTPUT);
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new ParameterException("output: " + output + " is no folder");
    }
    for (Output file : Output.OF_EVERY_JOB) {
      if (same(output.resolve(file.fileName()), input)) {
        throw new ParameterException("output: " + input + " would be overwritten");
      }
    }
    return new ReplayPlan(job, parameters, input, output);
  }

  /** Events that wait to be added up would make panes later than the script says. */
  private static Map<String, String> eachByItself(List<Parameter<?>> known) {
    return known.contains(WindowParameters.PRE_AGGREGATION)
        ? Map.of(WindowParameters.PRE_AGGREGATION.key(), Parameter.name(PreAggregation.OFF))
        : Map.of();
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static Path path(Parameters parameters, Parameter<String> parameter) {
    String text =
        parameters
            .find(parameter)
            .orElseThrow(() -> new ParameterException(parameter.key() + ": not set"));
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ParameterException(parameter.key() + ": '" + text + "' is no path");
    }
  }
}
