package io.tidemark.jobs.kit.source;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines as bytes, whatever is in them. A line ends with a line feed, or with the file. */
public final class LineReader implements Closeable {

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  public LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line without its line feed, or null after the last one. */
  public byte[] readLine() throws IOException {
    ByteArrayOutputStream begun = null;
    while (fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (end < limit) {
        byte[] line = join(begun, end);
        position = end + 1;
        return line;
      }
      if (begun == null) {
        begun = new ByteArrayOutputStream(2 * (limit - position));
      }
      begun.write(buffer, position, limit - position);
      position = limit;
    }
    return begun == null ? null : begun.toByteArray();
  }

  private byte[] join(ByteArrayOutputStream begun, int end) {
    if (begun == null) {
      return Arrays.copyOfRange(buffer, position, end);
    }
    begun.write(buffer, position, end - position);
    return begun.toByteArray();
  }

  /** Makes sure that there is something in the buffer; false at the end of the file. */
  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
