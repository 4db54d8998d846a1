package io.tidemark.jobs.kit.source;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** Reads rows from a file, one a line. */
final class RowsFormat<T> extends SimpleStreamFormat<T> {

  private static final long serialVersionUID = 1;

  private final String name;
  private final RowReader<T> reader;

  RowsFormat(String name, RowReader<T> reader) {
    this.name = name;
    this.reader = reader;
  }

  @Override
  public Reader<T> createReader(Configuration config, FSDataInputStream file) {
    LineReader lines = new LineReader(file);
    LenientReader<T> rows = new LenientReader<>(name, reader);
    return new Reader<>() {
      @Override
      public T read() throws IOException {
        byte[] line;
        while ((line = lines.readLine()) != null) {
          T row = rows.read(line);
          if (row != null) {
            return row;
          }
        }
        return null;
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return reader.type();
  }
}
