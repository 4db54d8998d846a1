package io.tidemark.bench.flink;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

  /** For so long nothing comes, if the next click is not due. */
  private static final long TICK_MS = 1;

  private final int parallelism;
  private final Shape<T> shape;

  ClickSource(int parallelism, Shape<T> shape) {
    this.parallelism = parallelism;
    this.shape = shape;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return new Reader(Race.current(), context.getIndexOfSubtask());
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

    private final Race race;
    private final Clicks own;
    private final boolean paced;
    private long ahead = Traffic.ahead(parallelism);
    private boolean begun;
    private CompletableFuture<Void> ended;
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

    Reader(Race race, int subtask) {
      this.race = race;
      this.own = Clicks.share(race.traffic(), subtask, parallelism);
      this.paced = race.traffic().workload().isPaced();
      if (!race.traffic().held()) {
        this.ended = CompletableFuture.completedFuture(null);
      }
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      if (!begun) {
        return pollAhead(output);
      }
      if (!available.isDone()) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      for (int i = 0; i < RECORDS_PER_POLL; i++) {
        if (paced && !race.isDue(own.nextIndex())) {
          return until(
              new CompletableFuture<Void>()
                  .completeOnTimeout(null, TICK_MS, TimeUnit.MILLISECONDS));
        }
        if (!own.advance()) {
          return pollEnd();
        }
        output.collect(shape.of(own), own.time());
      }
      return InputStatus.MORE_AVAILABLE;
    }

    private InputStatus pollEnd() {
      if (ended == null) {
        ended = race.exhausted();
      }
      return ended.isDone() ? InputStatus.END_OF_INPUT : until(ended);
    }

    private InputStatus until(CompletableFuture<Void> when) {
      available = when;
      return InputStatus.NOTHING_AVAILABLE;
    }

    private InputStatus pollAhead(ReaderOutput<T> output) {
      if (ahead > 0) {
        ahead--;
        if (own.advance()) {
          output.collect(shape.of(own), own.time());
          return InputStatus.MORE_AVAILABLE;
        }
      }
      begun = true;
      return until(race.ready());
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
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
