package io.tidemark.local.simulate;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Splits bytes at newlines and leaves them as they are, whatever their encoding. A last line needs
 * no newline, and a newline at the very end begins no further line.
 */
final class RawLines implements Closeable {

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private int position;
  private int limit;

  RawLines(InputStream in) {
    this.in = in;
  }

  /** The next line without its newline, or null at the end. */
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (position < limit || readChunk()) {
      int lineStart = position;
      while (position < limit && chunk[position] != '\n') {
        position++;
      }
      line.write(chunk, lineStart, position - lineStart);
      if (position < limit) {
        position++; // past the newline
        return line.toByteArray();
      }
    }
    return line.size() == 0 ? null : line.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean readChunk() throws IOException {
    position = 0;
    limit = in.read(chunk);
    return limit > 0;
  }
}
