package io.tidemark.bench.flink;

import io.tidemark.bench.measure.Race;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source whose readers wait for the race once there is something of each of their splits: so
 * their clients are connected when it begins, and there is a watermark. Nothing of it is in the way
 * of a record.
 */
final class GatedSource<T, S extends SourceSplit, C> implements Source<T, S, C> {

  private static final long serialVersionUID = 1;

  private final Source<T, S, C> source;

  GatedSource(Source<T, S, C> source) {
    this.source = source;
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(source.createReader(context));
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C checkpoint)
      throws Exception {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  private static final class Reader<T, S extends SourceSplit> implements SourceReader<T, S> {

    private final SourceReader<T, S> reader;

    private Output<T> output;
    private int splits;
    private CompletableFuture<Void> begun;

    Reader(SourceReader<T, S> reader) {
      this.reader = reader;
    }

    @Override
    public void start() {
      reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> to) throws Exception {
      if (begun != null) {
        return begun.isDone() ? reader.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
      }
      if (output == null) {
        output = new Output<>(to);
      }
      InputStatus status = reader.pollNext(output);
      if (splits > 0 && output.splits == splits) {
        begun = Race.current().ready();
      }
      return status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return begun == null || begun.isDone() ? reader.isAvailable() : begun;
    }

    @Override
    public void addSplits(List<S> added) {
      splits += added.size();
      reader.addSplits(added);
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
      return reader.snapshotState(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
      reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
      reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
      reader.close();
    }
  }

  /** Counts of how many splits there was something: readers ask for an output for each. */
  private static final class Output<T> implements ReaderOutput<T> {

    private final ReaderOutput<T> to;
    private int splits;

    Output(ReaderOutput<T> to) {
      this.to = to;
    }

    @Override
    public SourceOutput<T> createOutputForSplit(String split) {
      splits++;
      return to.createOutputForSplit(split);
    }

    @Override
    public void releaseOutputForSplit(String split) {
      to.releaseOutputForSplit(split);
    }

    @Override
    public void collect(T record) {
      to.collect(record);
    }

    @Override
    public void collect(T record, long timestamp) {
      to.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      to.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      to.markIdle();
    }

    @Override
    public void markActive() {
      to.markActive();
    }
  }
}
