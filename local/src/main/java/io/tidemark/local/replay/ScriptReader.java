package io.tidemark.local.replay;

import io.tidemark.jobs.kit.source.LineReader;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.replay.ScriptLineParser.BadLineException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** Reads a script from its beginning to its end, plain or gzipped ({@code .gz}). */
final class ScriptReader implements Closeable {

  private final Path file;
  private final LineReader lines;
  private long number;
  private Long clock;

  private ScriptReader(Path file, InputStream bytes) {
    this.file = file;
    this.lines = new LineReader(bytes);
  }

  static ScriptReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      return new ScriptReader(
          file, file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * The next line that is not empty, or null at the end.
   *
   * @throws FailureException if it is none that a script can have, or moves the clock back
   */
  ScriptLine next() throws IOException, FailureException {
    byte[] bytes = lines.readLine();
    number++;
    while (bytes != null && isBlank(bytes)) {
      bytes = lines.readLine();
      number++;
    }
    if (bytes == null) {
      return null;
    }
    try {
      ScriptLine line = ScriptLineParser.parse(number, bytes);
      moveClock(line);
      return line;
    } catch (BadLineException e) {
      throw new FailureException(String.format("%s, line %d: %s", file, number, e.getMessage()), e);
    }
  }

  private void moveClock(ScriptLine line) throws BadLineException {
    if (line.at() == null) {
      clock = clock == null ? Long.valueOf(ScriptClock.START_MS) : clock;
      return;
    }
    if (clock != null && line.at() < clock) {
      throw new BadLineException(
          String.format(
              "the clock cannot go back: at %s comes after %s",
              Instant.ofEpochMilli(line.at()), Instant.ofEpochMilli(clock)));
    }
    clock = line.at();
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
