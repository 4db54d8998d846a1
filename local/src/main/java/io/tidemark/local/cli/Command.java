package io.tidemark.local.cli;

import java.util.List;

/** One command of the command line. */
public interface Command {

  /** How it is called, without the program's and its own name: {@code JOB [--key value]...}. */
  String usage();

  /** One line: what it does. */
  String summary();

  /**
   * Finds bad usage, and starts nothing.
   *
   * @param args what follows the command's name
   * @throws io.tidemark.jobs.kit.params.ParameterException on bad usage
   */
  void check(List<String> args);

  /**
   * Does it.
   *
   * @param args what follows the command's name
   * @throws io.tidemark.jobs.kit.params.ParameterException on bad usage, before anything is started
   * @throws FailureException if it did not work, with a line for the user
   */
  void run(List<String> args) throws Exception;
}
