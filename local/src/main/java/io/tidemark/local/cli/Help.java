package io.tidemark.local.cli;

import java.util.Map;

/** Prints how to use the command line. */
public final class Help {

  private static final String LINE = "  %-10s %s%n";

  private Help() {}

  /** Whether an argument asks for help. */
  public static boolean isAskedBy(String arg) {
    return arg.equals("--help") || arg.equals("-h") || arg.equals("help");
  }

  /** All commands, a line each. */
  public static void print(Map<String, Command> commands) {
    System.out.println("usage: ./tidemark COMMAND ...\n");
    // The launcher runs it from a module of its own.
    System.out.printf(LINE, "bench", "Does the same work on Tidemark and on its peers");
    commands.forEach((name, command) -> System.out.printf(LINE, name, command.summary()));
    System.out.println("\n./tidemark COMMAND --help tells more.");
  }

  /** One command. */
  public static void print(String name, Command command) {
    System.out.printf("usage: ./tidemark %s %s%n%n%s%n", name, command.usage(), command.summary());
  }
}
