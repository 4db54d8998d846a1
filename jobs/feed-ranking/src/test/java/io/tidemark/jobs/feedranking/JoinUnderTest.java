package io.tidemark.jobs.feedranking;

import io.tidemark.functions.window.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The join with the trends, run by hand: it can be stopped and restored, with other subtasks. */
final class JoinUnderTest implements AutoCloseable {

  private static final int MAX_PARALLELISM = 16;

  private final Supplier<JoinTrends> join;
  private final String backend;
  private final List<
          KeyedTwoInputStreamOperatorTestHarness<
              String, WindowResult<Interests>, TrendRow, WindowResult<List<RankedItem>>>>
      subtasks = new ArrayList<>();
  private final List<JoinTrends> operators = new ArrayList<>();
  private final List<WindowResult<List<RankedItem>>> results = new ArrayList<>();

  // As Flink has it after a restore: each input says again how far it is.
  private long panesAt = Long.MIN_VALUE;
  private long trendsAt = Long.MIN_VALUE;

  JoinUnderTest(Supplier<JoinTrends> join, String backend) throws Exception {
    this.join = join;
    this.backend = backend;
    start(null, 0, 1);
  }

  private void start(OperatorSubtaskState state, int before, int parallelism) throws Exception {
    for (int index = 0; index < parallelism; index++) {
      JoinTrends operator = join.get();
      operators.add(operator);
      var subtask =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              operator,
              (WindowResult<Interests> pane) -> pane.key(),
              null,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              index);
      ((SerializerConfigImpl) subtask.getExecutionConfig().getSerializerConfig())
          .setGenericTypes(false);
      subtask.setStateBackend(
          backend.equals("hashmap")
              ? new HashMapStateBackend()
              : new EmbeddedRocksDBStateBackend());
      subtask.setup(
          FeedRankingJob.RANKING.createSerializer(
              subtask.getExecutionConfig().getSerializerConfig()));
      if (state != null) {
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, parallelism, index));
      }
      subtask.open();
      subtasks.add(subtask);
    }
  }

  /** A checkpoint, a failure, and a restore from it. */
  void restart(int parallelism) throws Exception {
    int before = subtasks.size();
    OperatorSubtaskState[] states = new OperatorSubtaskState[before];
    for (int i = 0; i < before; i++) {
      states[i] = subtasks.get(i).snapshot(1, 0);
    }
    List<WindowResult<List<RankedItem>>> untaken = results();
    close();
    results.addAll(untaken);
    start(AbstractStreamOperatorTestHarness.repackageState(states), before, parallelism);
    watermarkOfTrends(trendsAt);
    watermarkOfPanes(panesAt);
  }

  void pane(WindowResult<Interests> pane) throws Exception {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            pane.key(), MAX_PARALLELISM, subtasks.size());
    subtasks.get(subtask).processElement1(pane, pane.window().completeAt());
  }

  void trend(TrendRow row) throws Exception {
    for (var subtask : subtasks) {
      subtask.processElement2(row, row.completeAt());
    }
  }

  void watermarkOfPanes(long watermark) throws Exception {
    panesAt = watermark;
    for (var subtask : subtasks) {
      subtask.processWatermark1(new Watermark(watermark));
    }
  }

  void watermarkOfTrends(long watermark) throws Exception {
    trendsAt = watermark;
    for (var subtask : subtasks) {
      subtask.processWatermark2(new Watermark(watermark));
    }
  }

  void statusOfPanes(WatermarkStatus status) throws Exception {
    for (var subtask : subtasks) {
      subtask.processWatermarkStatus1(status);
    }
  }

  void statusOfTrends(WatermarkStatus status) throws Exception {
    for (var subtask : subtasks) {
      subtask.processWatermarkStatus2(status);
    }
  }

  /** What was emitted since the last call. */
  @SuppressWarnings("unchecked") // the output has records of one type, and watermarks
  List<WindowResult<List<RankedItem>>> results() {
    for (var subtask : subtasks) {
      for (Object element : subtask.getOutput()) {
        if (element instanceof StreamRecord<?> record) {
          results.add(((StreamRecord<WindowResult<List<RankedItem>>>) record).getValue());
        }
      }
      subtask.getOutput().clear();
    }
    List<WindowResult<List<RankedItem>>> taken = List.copyOf(results);
    results.clear();
    return taken;
  }

  /** How many values there are in keyed state; to be asked when no timer is set. */
  int stateEntries() throws Exception {
    for (var subtask : subtasks) {
      // RocksDB counts timers too, and a snapshot writes out that they are gone.
      subtask.snapshot(1, 0);
    }
    return operators.stream()
        .mapToInt(
            operator ->
                ((TestableKeyedStateBackend<?>) operator.getKeyedStateBackend())
                    .numKeyValueStateEntries())
        .sum();
  }

  int timers() {
    return subtasks.stream().mapToInt(subtask -> subtask.numEventTimeTimers()).sum();
  }

  /** How many windows of the trend each subtask keeps, at most. */
  int trendWindows() {
    return operators.stream().mapToInt(JoinTrends::trendWindows).max().orElseThrow();
  }

  @Override
  public void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
    operators.clear();
  }
}
