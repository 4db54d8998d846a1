package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this machine that a test cannot do without. */
final class InstalledProgram {

  private InstalledProgram() {}

  /**
   * Where it is. The test is skipped if it is not on the path, unless the environment says {@code
   * required}.
   *
   * @param variable what the environment says it in
   * @param names what it may be called, the best one first
   */
  static Path find(String variable, String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    String what = String.join(" or ", names);
    if ("required".equals(System.getenv(variable))) {
      assertThat(found).as(what).isPresent();
    }
    assumeThat(found).as(what).isPresent();
    return found.get();
  }
}
