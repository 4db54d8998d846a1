package io.tidemark.local.cluster;

import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The jar that takes a job to a cluster.
 *
 * @param path where it is
 * @param mainClass what its manifest says is to be run
 */
record JobJar(Path path, String mainClass) {

  /**
   * The jar of a job.
   *
   * @param jobs the folder of the jobs' modules
   * @throws FailureException if it has not been built
   */
  static JobJar of(Path jobs, String job) throws IOException, FailureException {
    Path folder = jobs.resolve(job).resolve("target");
    Path jar =
        newest(folder)
            .orElseThrow(
                () ->
                    new FailureException(
                        String.format(
                            "no *-job.jar in %s: build it with mvn -pl jobs/%s -am package"
                                + " -DskipTests",
                            folder, job)));
    String mainClass = mainClass(jar);
    if (mainClass == null) {
      throw new FailureException("no Main-Class in the manifest of " + jar);
    }
    return new JobJar(jar, mainClass);
  }

  private static String mainClass(Path jar) throws FailureException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (IOException e) {
      throw new FailureException(
          String.format("cannot read %s: %s", jar, FailureException.inOneLine(e)), e);
    }
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith("-job.jar"))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
    }
  }
}
