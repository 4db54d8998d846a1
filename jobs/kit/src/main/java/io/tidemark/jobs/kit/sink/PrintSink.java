package io.tidemark.jobs.kit.sink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Prints each row as a line: the output's name, then JSON. */
final class PrintSink<R> implements Sink<R> {

  private static final long serialVersionUID = 1;

  private final String name;
  private final OutputFormat<R> format;

  PrintSink(String name, OutputFormat<R> format) {
    this.name = name;
    this.format = format;
  }

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      @SuppressWarnings("SystemOut")
      public void write(R row, Context rowContext) {
        byte[] line = format.toLine(row);
        if (line != null) {
          System.out.println(name + " " + new String(line, StandardCharsets.UTF_8));
        }
      }

      @Override
      public void flush(boolean endOfInput) {
        System.out.flush();
      }

      @Override
      public void close() {}
    };
  }
}
