package io.tidemark.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A home for commands that has the class path and the jars that this build has made. */
final class BuiltHome {

  private static final List<String> BUILT = List.of("jobs", "local");

  private BuiltHome() {}

  static void link(Path folder) throws IOException {
    for (String module : BUILT) {
      Files.createSymbolicLink(folder.resolve(module), TidemarkProcess.REPOSITORY.resolve(module));
    }
  }

  /** So that whoever deletes the home cannot follow the links. */
  static void unlink(Path folder) throws IOException {
    for (String module : BUILT) {
      Files.delete(folder.resolve(module));
    }
  }
}
