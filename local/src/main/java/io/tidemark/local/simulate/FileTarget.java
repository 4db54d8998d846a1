package io.tidemark.local.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the values to a JSON Lines file, one a line; partitions and keys are not kept. */
public final class FileTarget implements RecordTarget {

  private final OutputStream out;

  /** Begins the file anew; makes the folders that it needs. */
  public FileTarget(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  @Override
  public void send(int partition, byte[] key, byte[] value) throws IOException {
    for (byte b : value) {
      if (b == '\n') {
        throw new IOException("A record with a newline in it cannot be one line of a file");
      }
    }
    out.write(value);
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
