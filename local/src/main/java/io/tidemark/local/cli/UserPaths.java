package io.tidemark.local.cli;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.EndParameters.Source;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths in a job's parameters: a plain one is on this machine, a URI is for Flink to find. */
public final class UserPaths {

  private UserPaths() {}

  /** A path as processes see it that stand elsewhere than the user. */
  public static String absolute(String path) {
    return path.isEmpty() || isUri(path) || isText(path)
        ? path
        : Path.of(path).toAbsolutePath().toString();
  }

  /** A path as a URI, whoever is to find it. */
  public static String uri(String path) {
    return isUri(path) ? path : Path.of(path).toAbsolutePath().toUri().toString();
  }

  /**
   * Finds a file to read that is not there before Flink does, which would try again for ever.
   *
   * @throws ParameterException if the job is to read a file that cannot be read
   */
  public static void requireReadableSource(Parameters parameters) {
    if (parameters.find(EndParameters.SOURCE).filter(Source.FILE::equals).isPresent()) {
      String path = parameters.find(EndParameters.SOURCE_PATH).orElseThrow();
      if (!isUri(path) && !Files.isReadable(Path.of(path))) {
        throw new ParameterException(EndParameters.SOURCE_PATH.key() + ": cannot read " + path);
      }
    }
  }

  /** What a file would have in it, written out instead of its path. */
  private static boolean isText(String path) {
    return path.contains("\n");
  }

  private static boolean isUri(String path) {
    return path.contains("://") || path.startsWith("file:");
  }
}
