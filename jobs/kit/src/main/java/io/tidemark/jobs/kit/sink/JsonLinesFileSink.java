package io.tidemark.jobs.kit.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes one JSON Lines file, with one writer, begun anew at each start of the job: for laptops and
 * tests. It is whole once the job has ended.
 */
final class JsonLinesFileSink<R> implements Sink<R> {

  private static final long serialVersionUID = 1;

  private final String file;
  private final OutputFormat<R> format;

  JsonLinesFileSink(Path file, OutputFormat<R> format) {
    this.file = file.toString();
    this.format = format;
  }

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) throws IOException {
    Path path = Path.of(file);
    Files.createDirectories(path.toAbsolutePath().getParent());
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
    return new SinkWriter<>() {
      @Override
      public void write(R row, Context rowContext) throws IOException {
        byte[] line = format.toLine(row);
        if (line != null) {
          out.write(line);
          out.write('\n');
        }
      }

      @Override
      public void flush(boolean endOfInput) throws IOException {
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }
}
