package io.tidemark.local.replay;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ExceptionInChainedOperatorException;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/** One operator of a graph, as Flink's harness runs it: with state, timers and a clock. */
final class DrivenOperator<IN, OUT> implements Receiver<IN>, AutoCloseable {

  private final OneInputStreamOperatorTestHarness<IN, OUT> harness;
  private final Fan<OUT> results = new Fan<>();
  private final Map<OutputTag<?>, Fan<?>> sides = new HashMap<>();

  private DrivenOperator(OneInputStreamOperatorTestHarness<IN, OUT> harness) {
    this.harness = harness;
  }

  /** Starts the operator that a graph has, with no state. */
  static <IN, OUT> DrivenOperator<IN, OUT> start(
      OneInputTransformation<IN, OUT> transformation,
      int maxParallelism,
      Configuration flink,
      StateBackend backend)
      throws Exception {
    DrivenOperator<IN, OUT> operator =
        new DrivenOperator<>(harness(transformation, maxParallelism));
    operator.harness.getExecutionConfig().configure(flink, DrivenOperator.class.getClassLoader());
    operator.harness.setStateBackend(backend);
    operator.harness.setOutputCreator(serializer -> operator.new Emitted());
    operator.harness.setup();
    operator.harness.open();
    return operator;
  }

  private static <IN, OUT> OneInputStreamOperatorTestHarness<IN, OUT> harness(
      OneInputTransformation<IN, OUT> transformation, int maxParallelism) throws Exception {
    // As a cluster gets it: a copy.
    StreamOperatorFactory<OUT> factory =
        InstantiationUtil.clone(transformation.getOperatorFactory());
    KeySelector<IN, ?> keys = transformation.getStateKeySelector();
    return keys == null
        ? new OneInputStreamOperatorTestHarness<>(factory, maxParallelism, 1, 0)
        : keyed(factory, keys, transformation.getStateKeyType(), maxParallelism);
  }

  @SuppressWarnings("unchecked") // a transformation's key selector and key type belong together
  private static <K, IN, OUT> OneInputStreamOperatorTestHarness<IN, OUT> keyed(
      StreamOperatorFactory<OUT> factory,
      KeySelector<IN, K> keys,
      TypeInformation<?> keyType,
      int maxParallelism)
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        factory, keys, (TypeInformation<K>) keyType, maxParallelism, 1, 0);
  }

  /** What it emits. */
  Fan<OUT> results() {
    return results;
  }

  /** What it emits to a side output. */
  @SuppressWarnings("unchecked") // made for this tag
  <X> Fan<X> side(OutputTag<X> tag) {
    return (Fan<X>) sides.computeIfAbsent(tag, t -> new Fan<X>());
  }

  @Override
  public void record(StreamRecord<IN> record) throws Exception {
    harness.processElement(record);
  }

  @Override
  public void watermark(long watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  /** The clock moves; timers up to that point fire, in order. */
  void clock(long processingTimeMs) throws Exception {
    harness.setProcessingTime(processingTimeMs);
  }

  /** No record follows: it has its last word before those behind it do. */
  void endInput() throws Exception {
    harness.endInput();
    harness.getOneInputOperator().finish();
  }

  @Override
  public void close() throws Exception {
    harness.close();
    // RocksDB's; the harness makes it and forgets it.
    FileUtils.deleteDirectory(
        harness.getEnvironment().getTaskManagerInfo().getTmpWorkingDirectory());
  }

  /** Hands on at once whatever the operator emits. */
  private final class Emitted implements Output<StreamRecord<OUT>> {

    @Override
    public void collect(StreamRecord<OUT> emitted) {
      try {
        results.record(emitted);
      } catch (Exception e) {
        throw new ExceptionInChainedOperatorException(e);
      }
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> emitted) {
      try {
        side(tag).record(emitted);
      } catch (Exception e) {
        throw new ExceptionInChainedOperatorException(e);
      }
    }

    /** Side outputs get none: nothing behind them goes by event time. */
    @Override
    public void emitWatermark(Watermark watermark) {
      try {
        results.watermark(watermark.getTimestamp());
      } catch (Exception e) {
        throw new ExceptionInChainedOperatorException(e);
      }
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(WatermarkEvent watermark) {}

    @Override
    public void close() {}
  }
}
