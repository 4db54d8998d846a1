package io.tidemark.local.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Sends an existing file line by line, the bytes untouched; gunzips it where its name ends in
 * {@code .gz}. Line n, counted from 0, goes to partition n modulo their number, so that the file's
 * order is kept inside each partition. An empty line is an empty record: nothing is skipped.
 *
 * @param file the file
 * @param partitions the number of partitions to spread the lines over
 */
public record LinesFile(Path file, int partitions) {

  public LinesFile {
    Require.atLeastOne(SimulatorOptions.PARTITIONS, partitions);
  }

  /**
   * Sends all lines, with no key; flushes the target, does not close it.
   *
   * @return the number of lines sent: all of them, or fewer after an interrupt, which is then still
   *     set
   */
  public long sendTo(RecordTarget target) throws IOException {
    long sent = 0;
    try (RawLines lines = new RawLines(open())) {
      byte[] line = lines.next();
      while (line != null && !Thread.currentThread().isInterrupted()) {
        target.send((int) (sent % partitions), null, line);
        sent++;
        line = lines.next();
      }
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
    }
    target.flush();
    return sent;
  }

  private InputStream open() throws IOException {
    InputStream bytes = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes);
    } catch (IOException e) {
      bytes.close();
      throw new IOException("%s is not a gzip file: %s".formatted(file, e.getMessage()), e);
    }
  }
}
