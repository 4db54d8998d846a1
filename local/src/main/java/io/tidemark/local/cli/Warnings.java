package io.tidemark.local.cli;

import java.util.List;

/** What a user should know of, though the command goes on. */
public final class Warnings {

  private Warnings() {}

  /** Prints them, a line each. */
  public static void print(List<String> warnings) {
    warnings.forEach(warning -> System.err.println("tidemark: warning: " + warning));
  }
}
