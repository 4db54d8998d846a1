package io.tidemark.local.profile;

import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what the user asked for into a file. */
final class OutputFile {

  private OutputFile() {}

  static void write(Path file, String text) throws FailureException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) throws FailureException {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new FailureException("cannot write " + file + ": " + FailureException.inOneLine(e), e);
    }
  }
}
