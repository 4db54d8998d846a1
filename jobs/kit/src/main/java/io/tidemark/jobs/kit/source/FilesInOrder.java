package io.tidemark.jobs.kit.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;

/** Hands out files in the order of their paths. */
final class FilesInOrder implements FileSplitAssigner {

  private final PriorityQueue<FileSourceSplit> waiting =
      new PriorityQueue<>(Comparator.comparing(split -> split.path().getPath()));

  FilesInOrder(Collection<FileSourceSplit> files) {
    waiting.addAll(files);
  }

  @Override
  public Optional<FileSourceSplit> getNext(String hostname) {
    return Optional.ofNullable(waiting.poll());
  }

  @Override
  public void addSplits(Collection<FileSourceSplit> splits) {
    waiting.addAll(splits);
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return waiting;
  }
}
