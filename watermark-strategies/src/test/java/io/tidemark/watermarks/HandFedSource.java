package io.tidemark.watermarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source whose splits bring what a test hands them, when it does: each event is its own time. A
 * split ends when the test says so, a subtask when its splits have.
 */
final class HandFedSource implements Source<Long, HandFedSource.Split, Integer> {

  private static final long serialVersionUID = 1;

  /** A split; they go round the subtasks. */
  record Split(int number) implements SourceSplit {
    @Override
    public String splitId() {
      return String.valueOf(number);
    }
  }

  private final String feed;
  private final int splits;

  HandFedSource(Feed feed, int splits) {
    this.feed = feed.name();
    this.splits = splits;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Long, Split> createReader(SourceReaderContext context) {
    return new Reader(Feed.named(feed), context);
  }

  @Override
  public SplitEnumerator<Split, Integer> createEnumerator(SplitEnumeratorContext<Split> context) {
    return new Enumerator(context);
  }

  @Override
  public SplitEnumerator<Split, Integer> restoreEnumerator(
      SplitEnumeratorContext<Split> context, Integer checkpoint) {
    return new Enumerator(context);
  }

  @Override
  public SimpleVersionedSerializer<Split> getSplitSerializer() {
    return new NumberSerializer<>() {
      @Override
      int number(Split split) {
        return split.number();
      }

      @Override
      Split of(int number) {
        return new Split(number);
      }
    };
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new NumberSerializer<>() {
      @Override
      int number(Integer checkpoint) {
        return checkpoint;
      }

      @Override
      Integer of(int number) {
        return number;
      }
    };
  }

  private abstract static class NumberSerializer<N> implements SimpleVersionedSerializer<N> {

    abstract int number(N object);

    abstract N of(int number);

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(N object) {
      return new byte[] {(byte) number(object)};
    }

    @Override
    public N deserialize(int version, byte[] serialized) {
      return of(serialized[0]);
    }
  }

  private final class Enumerator implements SplitEnumerator<Split, Integer> {

    private final SplitEnumeratorContext<Split> context;

    Enumerator(SplitEnumeratorContext<Split> context) {
      this.context = context;
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
      for (int split = subtask; split < splits; split += context.currentParallelism()) {
        context.assignSplit(new Split(split), subtask);
      }
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<Split> back, int subtask) {
      throw new UnsupportedOperationException("nothing fails here");
    }

    @Override
    public Integer snapshotState(long checkpoint) {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static final class Reader implements SourceReader<Long, Split> {

    private final Feed feed;
    private final SourceReaderContext context;
    private final List<Split> splits = new ArrayList<>();
    private boolean noMoreSplits;

    Reader(Feed feed, SourceReaderContext context) {
      this.feed = feed;
      this.context = context;
    }

    @Override
    public void start() {
      context.sendSplitRequest();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Long> output) {
      for (Split split : List.copyOf(splits)) {
        Feed.Handed handed = feed.poll(split.number());
        if (handed == null) {
          continue;
        }
        if (handed.isEnd()) {
          output.releaseOutputForSplit(split.splitId());
          splits.remove(split);
        } else {
          output.createOutputForSplit(split.splitId()).collect(handed.event(), handed.event());
        }
        break;
      }
      if (noMoreSplits && splits.isEmpty()) {
        feed.subtaskHasEnded(context.getIndexOfSubtask());
        return InputStatus.END_OF_INPUT;
      }
      return isAvailable().isDone() ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return feed.available(splits.stream().map(Split::number).toList());
    }

    @Override
    public void addSplits(List<Split> added) {
      splits.addAll(added);
      feed.changed();
    }

    @Override
    public void notifyNoMoreSplits() {
      noMoreSplits = true;
      feed.changed();
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      throw new UnsupportedOperationException("nothing is aligned here");
    }

    @Override
    public List<Split> snapshotState(long checkpoint) {
      return List.copyOf(splits);
    }

    @Override
    public void close() {}
  }
}
