package io.tidemark.bench.flink;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Makes clicks in each subtask, its share of them. It cannot be restored, since a run that fails is
 * of no use.
 */
final class ClickSource<T> implements Source<T, NoSplit, Void> {

  private static final long serialVersionUID = 1;

  /** What a mailbox costs per record is not what is to be compared. */
  private static final int RECORDS_PER_POLL = 32;

  private final Workload workload;
  private final long clicks;
  private final int parallelism;
  private final Shape<T> shape;

  ClickSource(Traffic traffic, int parallelism, Shape<T> shape) {
    this.workload = traffic.workload();
    this.clicks = traffic.clicks();
    this.parallelism = parallelism;
    this.shape = shape;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return new Reader(
        Clicks.share(Traffic.inMemory(workload, clicks), context.getIndexOfSubtask(), parallelism));
  }

  @Override
  public SplitEnumerator<NoSplit, Void> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, Void> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Void checkpoint) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer<>();
  }

  @Override
  public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Serializer<>();
  }

  private final class Reader implements SourceReader<T, NoSplit> {

    private final Clicks own;
    private long ahead = Traffic.ahead(parallelism);
    private CompletableFuture<Void> begun;

    Reader(Clicks own) {
      this.own = own;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      if (begun == null) {
        return pollAhead(output);
      }
      if (!begun.isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      for (int i = 0; i < RECORDS_PER_POLL; i++) {
        if (!own.advance()) {
          return InputStatus.END_OF_INPUT;
        }
        output.collect(shape.of(own), own.time());
      }
      return InputStatus.MORE_AVAILABLE;
    }

    private InputStatus pollAhead(ReaderOutput<T> output) {
      if (ahead > 0) {
        ahead--;
        if (own.advance()) {
          output.collect(shape.of(own), own.time());
          return InputStatus.MORE_AVAILABLE;
        }
      }
      begun = Race.current().ready();
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return begun == null ? CompletableFuture.completedFuture(null) : begun;
    }

    @Override
    public List<NoSplit> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
