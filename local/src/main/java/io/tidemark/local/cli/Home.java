package io.tidemark.local.cli;

import java.nio.file.Path;

/** Where Tidemark stands. Paths that users give are relative to where they stand themselves. */
public final class Home {

  private static final Path FOLDER = Path.of(System.getProperty("tidemark.home", "."));

  private Home() {}

  /** Whether a person looks at the output: the launcher knows, Java cannot tell. */
  public static boolean hasTerminal() {
    return Boolean.getBoolean("tidemark.terminal");
  }

  /** The folder with a YAML file for each job. */
  public static Path conf() {
    return FOLDER.resolve("conf");
  }

  /** The folder of Tidemark's modules, each with what Maven built in its {@code target}. */
  public static Path modules() {
    return FOLDER;
  }

  /** The folder for what commands leave behind: ignored by git, safe to delete. */
  public static Path data() {
    return FOLDER.resolve(".tidemark");
  }
}
