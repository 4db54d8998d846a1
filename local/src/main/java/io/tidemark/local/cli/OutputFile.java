package io.tidemark.local.cli;

import io.tidemark.jobs.kit.params.ParameterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that the user has a command write when its work is done. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * The file that an option names, checked before the work is done.
   *
   * @param option what to call the option in messages
   * @throws ParameterException if it is no path, or no file can be there
   */
  public static Path named(String option, String text) {
    Path file;
    try {
      file = Path.of(text);
    } catch (InvalidPathException e) {
      throw new ParameterException(option + ": '" + text + "' is no path");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new ParameterException(option + ": cannot write " + file);
    }
    return file;
  }

  /**
   * Writes it, over what was there.
   *
   * @throws FailureException if that is not possible
   */
  public static void write(Path file, String text) throws FailureException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same with bytes.
   *
   * @throws FailureException if that is not possible
   */
  public static void write(Path file, byte[] bytes) throws FailureException {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new FailureException("cannot write " + file + ": " + FailureException.inOneLine(e), e);
    }
  }
}
