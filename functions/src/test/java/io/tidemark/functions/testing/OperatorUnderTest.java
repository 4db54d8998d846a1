package io.tidemark.functions.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/**
 * The operator that a job graph has behind one of its streams, run by hand: records, watermarks and
 * barriers come when the test says so. It can be stopped and restored, with more or fewer subtasks.
 */
public final class OperatorUnderTest<IN, OUT> implements AutoCloseable {

  private static final int MAX_PARALLELISM = 16;

  /** What a checkpoint holds of the operator: all subtasks together. */
  public record Snapshot(OperatorSubtaskState state, int parallelism) {}

  private OneInputTransformation<IN, OUT> transformation;
  private Supplier<StateBackend> backend;
  private final RecordedOutput<OUT> output;
  private final GlobalJobParameters settings;
  private final List<OneInputStreamOperatorTestHarness<IN, OUT>> subtasks = new ArrayList<>();
  private long checkpoint;
  private long clock;

  private OperatorUnderTest(DataStream<OUT> stream, Supplier<StateBackend> backend) {
    this.transformation = transformationOf(stream);
    this.backend = backend;
    this.output = new RecordedOutput<>(stream.getType());
    this.settings = stream.getExecutionEnvironment().getConfig().getGlobalJobParameters();
  }

  @SuppressWarnings("unchecked") // the caller knows what goes in
  private static <IN, OUT> OneInputTransformation<IN, OUT> transformationOf(
      DataStream<OUT> stream) {
    return (OneInputTransformation<IN, OUT>) stream.getTransformation();
  }

  /** Starts the operator behind a stream, with no state and one subtask. */
  public static <IN, OUT> OperatorUnderTest<IN, OUT> start(DataStream<OUT> stream, Backend backend)
      throws Exception {
    return start(stream, backend::create);
  }

  /** The same in a state backend of the test's own. */
  public static <IN, OUT> OperatorUnderTest<IN, OUT> start(
      DataStream<OUT> stream, Supplier<StateBackend> backend) throws Exception {
    OperatorUnderTest<IN, OUT> operator = new OperatorUnderTest<>(stream, backend);
    operator.subtasks.add(operator.subtask(null, 0, 1));
    return operator;
  }

  /** Starts an operator that keeps no keyed state. */
  public static <IN, OUT> OperatorUnderTest<IN, OUT> start(DataStream<OUT> stream)
      throws Exception {
    return start(stream, Backend.HASHMAP);
  }

  /** The stream that an operator's graph has in front of the shuffle before it. */
  public static <T> DataStream<T> streamBefore(DataStream<?> keyedOperator) {
    Transformation<?> shuffle = keyedOperator.getTransformation().getInputs().get(0);
    return new Behind<>(
        keyedOperator.getExecutionEnvironment(),
        OperatorUnderTest.<T>same(shuffle.getInputs().get(0)));
  }

  @SuppressWarnings("unchecked") // the caller knows what goes through
  private static <T> Transformation<T> same(Transformation<?> transformation) {
    return (Transformation<T>) transformation;
  }

  private static final class Behind<T> extends DataStream<T> {
    Behind(StreamExecutionEnvironment environment, Transformation<T> transformation) {
      super(environment, transformation);
    }
  }

  /** A stream to build a graph on. The graph is never run, so no record ever comes of it. */
  public static <T> DataStream<T> streamOf(TypeInformation<T> type) {
    return StreamExecutionEnvironment.getExecutionEnvironment()
        .fromSource(new NumberSequenceSource(0, 0), WatermarkStrategy.noWatermarks(), "never")
        .map(new Never<T>())
        .returns(type);
  }

  /** The tag of a stream that is a side output. */
  public static <T> OutputTag<T> tagOf(DataStream<T> side) {
    return ((SideOutputTransformation<T>) side.getTransformation()).getOutputTag();
  }

  private static final class Never<T> implements MapFunction<Long, T> {
    private static final long serialVersionUID = 1;

    @Override
    public T map(Long number) {
      throw new UnsupportedOperationException("the graph is never run");
    }
  }

  public void send(IN element, long eventTimeMs) throws Exception {
    subtasks.get(subtaskOf(element)).processElement(element, eventTimeMs);
  }

  /** Sends to one of several subtasks, whatever the key. */
  public void sendTo(int subtask, IN element, long eventTimeMs) throws Exception {
    subtasks.get(subtask).processElement(element, eventTimeMs);
  }

  /** One subtask hears that its input is idle, or not any more. */
  public void statusAt(int subtask, WatermarkStatus status) throws Exception {
    subtasks.get(subtask).processWatermarkStatus(status);
  }

  private int subtaskOf(IN element) throws Exception {
    KeySelector<IN, ?> keys = transformation.getStateKeySelector();
    return keys == null ? 0 : subtaskOf(keys.getKey(element), subtasks.size());
  }

  /** Which one of several subtasks has a key. */
  public static int subtaskOf(Object key, int subtasks) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, subtasks);
  }

  /** A watermark for every subtask. */
  public void watermark(long watermark) throws Exception {
    for (OneInputStreamOperatorTestHarness<IN, OUT> subtask : subtasks) {
      subtask.processWatermark(watermark);
    }
  }

  /** A watermark that only one subtask has got as yet. */
  public void watermarkAt(int subtask, long watermark) throws Exception {
    subtasks.get(subtask).processWatermark(watermark);
  }

  /** The clock moves on to a point in processing time, and what is due there happens. */
  public void clock(long processingTimeMs) throws Exception {
    clock = processingTimeMs;
    for (OneInputStreamOperatorTestHarness<IN, OUT> subtask : subtasks) {
      subtask.setProcessingTime(processingTimeMs);
    }
  }

  /** A barrier is about to pass: the last moment to emit something that belongs before it. */
  public void beforeBarrier() throws Exception {
    beforeBarrier(checkpoint + 1);
  }

  /** A barrier with the given checkpoint number is about to pass. */
  public void beforeBarrier(long checkpointId) throws Exception {
    checkpoint = checkpointId;
    for (OneInputStreamOperatorTestHarness<IN, OUT> subtask : subtasks) {
      subtask.prepareSnapshotPreBarrier(checkpointId);
    }
  }

  /** The state behind a barrier. */
  public Snapshot snapshot() throws Exception {
    return snapshot(CheckpointType.CHECKPOINT);
  }

  private Snapshot snapshot(SnapshotType type) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] =
          subtasks.get(i).snapshotWithLocalState(checkpoint, 0, type).getJobManagerOwnedState();
    }
    return new Snapshot(AbstractStreamOperatorTestHarness.repackageState(states), states.length);
  }

  /** A savepoint, and a restore from it into another state backend. */
  public void restartIn(Backend other) throws Exception {
    beforeBarrier();
    Snapshot savepoint = snapshot(SavepointType.savepoint(SavepointFormatType.CANONICAL));
    backend = other::create;
    restore(savepoint, savepoint.parallelism());
  }

  /** Stops all subtasks, and starts as many anew as asked for, from a snapshot. */
  public void restore(Snapshot snapshot, int parallelism) throws Exception {
    close();
    for (int i = 0; i < parallelism; i++) {
      subtasks.add(subtask(snapshot, i, parallelism));
    }
  }

  /** The same with the operator of another graph, as after a change of the job. */
  public void restoreAs(DataStream<OUT> stream, Snapshot snapshot, int parallelism)
      throws Exception {
    transformation = transformationOf(stream);
    restore(snapshot, parallelism);
  }

  /** A checkpoint, a failure, and a restore from it. */
  public void restart() throws Exception {
    restart(subtasks.size());
  }

  /** The same, with another number of subtasks from then on. */
  public void restart(int parallelism) throws Exception {
    beforeBarrier();
    restore(snapshot(), parallelism);
  }

  public void endInput() throws Exception {
    for (OneInputStreamOperatorTestHarness<IN, OUT> subtask : subtasks) {
      subtask.endInput();
    }
  }

  private OneInputStreamOperatorTestHarness<IN, OUT> subtask(
      Snapshot snapshot, int index, int parallelism) throws Exception {
    OneInputStreamOperatorTestHarness<IN, OUT> subtask = harness(index, parallelism);
    ((SerializerConfigImpl) subtask.getExecutionConfig().getSerializerConfig())
        .setGenericTypes(false);
    subtask.getExecutionConfig().setGlobalJobParameters(settings);
    subtask.setStateBackend(backend.get());
    subtask.setOutputCreator(serializer -> output);
    subtask.setup();
    if (snapshot != null) {
      subtask.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot.state(), MAX_PARALLELISM, snapshot.parallelism(), parallelism, index));
    }
    subtask.open();
    subtask.setProcessingTime(clock);
    return subtask;
  }

  private OneInputStreamOperatorTestHarness<IN, OUT> harness(int index, int parallelism)
      throws Exception {
    KeySelector<IN, ?> keys = transformation.getStateKeySelector();
    return keys == null
        ? new OneInputStreamOperatorTestHarness<>(factory(), MAX_PARALLELISM, parallelism, index)
        : keyedHarness(keys, transformation.getStateKeyType(), index, parallelism);
  }

  @SuppressWarnings("unchecked") // a transformation's key selector and key type belong together
  private <K> OneInputStreamOperatorTestHarness<IN, OUT> keyedHarness(
      KeySelector<IN, K> keys, TypeInformation<?> keyType, int index, int parallelism)
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        factory(), keys, (TypeInformation<K>) keyType, MAX_PARALLELISM, parallelism, index);
  }

  /** As each subtask gets it from the job graph: a copy of its own. */
  private StreamOperatorFactory<OUT> factory() throws Exception {
    return InstantiationUtil.clone(transformation.getOperatorFactory());
  }

  /** What was emitted since the last call. */
  public List<OUT> results() {
    return records().stream().map(StreamRecord::getValue).toList();
  }

  /** The same with event times. */
  public List<StreamRecord<OUT>> records() {
    return output.take();
  }

  /** What was emitted to a side output since the last call. */
  public <X> List<X> side(OutputTag<X> tag) {
    return output.take(tag);
  }

  /** How many values there are in keyed state, whatever the key. */
  public int stateEntries() throws Exception {
    int entries = 0;
    for (OneInputStreamOperatorTestHarness<IN, OUT> subtask : subtasks) {
      AbstractStreamOperator<OUT> operator = subtask.getOperator();
      TestableKeyedStateBackend<?> state =
          (TestableKeyedStateBackend<?>) operator.getKeyedStateBackend();
      // What is held back, state as well as timers, is written when there is a snapshot.
      subtask.snapshot(checkpoint, 0);
      if (state instanceof RocksDBKeyedStateBackend) {
        // It keeps timers beside the state, and counts them too.
        entries -= timersOf(subtask);
      }
      entries += state.numKeyValueStateEntries();
    }
    return entries;
  }

  /** How many timers are set, in event time and in processing time. */
  public int timers() {
    return subtasks.stream().mapToInt(OperatorUnderTest::timersOf).sum();
  }

  private static int timersOf(AbstractStreamOperatorTestHarness<?> subtask) {
    return subtask.numEventTimeTimers() + subtask.numProcessingTimeTimers();
  }

  /** The one subtask's harness, for what has no method here. */
  public OneInputStreamOperatorTestHarness<IN, OUT> harness() {
    return subtasks.get(0);
  }

  @Override
  public void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<IN, OUT> subtask : subtasks) {
      subtask.close();
    }
    subtasks.clear();
  }
}
