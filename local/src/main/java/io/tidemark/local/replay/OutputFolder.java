package io.tidemark.local.replay;

import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A folder with a file for each of a job's outputs, begun anew. Other files in it stay. */
final class OutputFolder implements Closeable {

  private final Map<Output, OutputStream> files = new EnumMap<>(Output.class);
  private final Map<Output, Long> rows = new EnumMap<>(Output.class);

  private OutputFolder() {}

  static OutputFolder open(Path folder) throws IOException {
    OutputFolder opened = new OutputFolder();
    try {
      Files.createDirectories(folder);
      for (Output output : Output.OF_EVERY_JOB) {
        opened.files.put(
            output,
            new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(output.fileName())), 1 << 16));
        opened.rows.put(output, 0L);
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** Writes what it gets to an output's file, a line for each row. */
  <R> Receiver<R> writer(Output output, OutputFormat<R> format) {
    OutputStream file = files.get(output);
    return record -> {
      byte[] line = format.toLine(record.getValue());
      if (line != null) {
        file.write(line);
        file.write('\n');
        rows.merge(output, 1L, Long::sum);
      }
    };
  }

  /** How many rows an output has got. */
  long rows(Output output) {
    return rows.get(output);
  }

  @Override
  public void close() throws IOException {
    for (OutputStream file : files.values()) {
      file.close();
    }
  }
}
