package io.tidemark.jobs.kit.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/** Finds the files under a path that decoders read, each of them whole. */
final class FilesToRead extends NonSplittingRecursiveEnumerator {

  private final RecordDecoders decoders;

  FilesToRead(RecordDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  protected void convertToSourceSplits(
      FileStatus file, FileSystem fileSystem, List<FileSourceSplit> target) throws IOException {
    if (decoders.reads(file.getPath().getName())) {
      super.convertToSourceSplits(file, fileSystem, target);
    }
  }
}
