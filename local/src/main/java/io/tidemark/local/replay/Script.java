package io.tidemark.local.replay;

import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that says what happens and when, and of which every line is good.
 *
 * @param file the file
 * @param lines how many lines say something
 * @param hasWatermarks whether the file says how far event time is; then nobody else does
 */
record Script(Path file, long lines, boolean hasWatermarks) {

  /**
   * Reads a script once, to find what is wrong with it before anything is done, and what kind it
   * is.
   *
   * @throws FailureException if a line is bad; it names file and line
   */
  static Script check(Path file) throws IOException, FailureException {
    long lines = 0;
    boolean hasWatermarks = false;
    try (ScriptReader reader = ScriptReader.open(file)) {
      for (ScriptLine line = reader.next(); line != null; line = reader.next()) {
        lines++;
        hasWatermarks |= line.watermark() != null;
      }
    }
    return new Script(file, lines, hasWatermarks);
  }

  ScriptReader open() throws IOException {
    return ScriptReader.open(file);
  }
}
