package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.event.RecordDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;
import org.apache.flink.core.fs.Path;

/**
 * Decodes the lines of files, plain or gzipped ({@code .gz}), one record a line. A checkpoint holds
 * the number of lines done.
 */
final class JsonLinesFormat implements BulkFormat<Decoded, FileSourceSplit> {

  private static final long serialVersionUID = 1;

  private static final int LINES_PER_BATCH = 1024;

  private final RecordDecoders decoders;

  /** One for all files of a reader, since the intake counts by its sequence. */
  private transient RecordDecoder decoder;

  JsonLinesFormat(RecordDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public Reader<Decoded> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return open(split, 0);
  }

  @Override
  public Reader<Decoded> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return open(
        split,
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L));
  }

  private Reader<Decoded> open(FileSourceSplit split, long linesDone) throws IOException {
    if (decoder == null) {
      decoder = decoders.create();
    }
    Path path = split.path();
    InputStream file = path.getFileSystem().open(path);
    try {
      LineReader lines =
          new LineReader(path.getName().endsWith(".gz") ? new GZIPInputStream(file) : file);
      for (long line = 0; line < linesDone; line++) {
        lines.readLine();
      }
      return new LinesReader(path.getPath(), lines, linesDone, decoder);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }

  private static final class LinesReader implements Reader<Decoded> {

    private final String path;
    private final LineReader lines;
    private final RecordDecoder decoder;
    private long linesRead;

    LinesReader(String path, LineReader lines, long linesRead, RecordDecoder decoder) {
      this.path = path;
      this.lines = lines;
      this.linesRead = linesRead;
      this.decoder = decoder;
    }

    @Override
    public RecordIterator<Decoded> readBatch() throws IOException {
      long linesBefore = linesRead;
      List<Decoded> batch = new ArrayList<>(LINES_PER_BATCH);
      byte[] line = null;
      while (batch.size() < LINES_PER_BATCH && (line = lines.readLine()) != null) {
        linesRead++;
        batch.add(decoder.decode(line, Event.NO_TIME, Origin.ofFile(path, linesRead)));
      }
      return batch.isEmpty()
          ? null
          : new IteratorResultIterator<>(
              batch.iterator(), CheckpointedPosition.NO_OFFSET, linesBefore);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
