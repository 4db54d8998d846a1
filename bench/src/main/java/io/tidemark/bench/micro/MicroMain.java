package io.tidemark.bench.micro;

import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Help;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The command {@code ./tidemark bench micro}: JMH, with JMH's own options. */
public final class MicroMain {

  private MicroMain() {}

  /**
   * Reads the command line.
   *
   * @throws ParameterException on bad usage
   */
  public static CommandLineOptions parse(List<String> args) {
    try {
      return new CommandLineOptions(
          args.stream().map(arg -> Help.isAskedBy(arg) ? "-h" : arg).toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw new ParameterException(
          FailureException.inOneLine(e) + "; ./tidemark bench micro -h lists the options");
    }
  }

  /**
   * Does what the command line asks for.
   *
   * @throws ParameterException on bad usage
   * @throws FailureException if a benchmark failed
   */
  public static void run(List<String> args) throws IOException, FailureException {
    CommandLineOptions options = parse(args);
    if (options.shouldHelp()) {
      options.showHelp();
    } else if (options.shouldListProfilers()) {
      options.listProfilers();
    } else if (options.shouldListResultFormats()) {
      options.listResultFormats();
    } else if (options.shouldListWithParams()) {
      new Runner(options).listWithParams(options);
    } else if (options.shouldList()) {
      new Runner(options).list();
    } else {
      measure(options);
    }
  }

  /** JMH starts a JVM for each benchmark, with the flags of this one. */
  private static void measure(CommandLineOptions options) throws FailureException {
    try {
      new Runner(new OptionsBuilder().parent(options).shouldFailOnError(true).build()).run();
    } catch (NoBenchmarksException e) {
      throw new ParameterException(
          String.format(
              "no benchmark matches %s; ./tidemark bench micro -l lists them",
              String.join(", ", options.getIncludes())));
    } catch (ProfilersFailedException e) {
      throw new ParameterException(
          String.format(
              "no profiler to be had: %s; ./tidemark bench micro -lprof lists them",
              FailureException.inOneLine(e)));
    } catch (RunnerException e) {
      throw new FailureException(FailureException.inOneLine(e), e);
    }
  }
}
