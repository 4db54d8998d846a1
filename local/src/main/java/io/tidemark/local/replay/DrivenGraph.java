package io.tidemark.local.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.UnionTransformation;
import org.apache.flink.util.DynamicCodeLoadingException;

/**
 * The operators of a graph that begins with a {@link ScriptedStream}, one subtask each, all in the
 * caller's thread. What one of them emits, the next one gets at once, so that a record is through
 * before the next one begins.
 *
 * <p>The output is the same each time. Flink's timers are ordered by time alone, and those of one
 * time fire in the order that their queue, a binary heap, happens to have them in; but that order
 * depends on nothing but what was put in and taken out before, in which order.
 */
final class DrivenGraph<T> implements AutoCloseable {

  private final Configuration flink;
  private final StateBackend backend;
  private final Fan<T> input = new Fan<>();
  private final Map<Transformation<?>, DrivenOperator<?, ?>> byTransformation = new HashMap<>();

  /** Each after those that it gets its records from. */
  private final List<DrivenOperator<?, ?>> operators = new ArrayList<>();

  private DrivenGraph(Configuration flink, StateBackend backend) {
    this.flink = flink;
    this.backend = backend;
  }

  /**
   * A graph that is still empty.
   *
   * @param flink how Flink would run it; the state backend among that
   */
  static <T> DrivenGraph<T> start(Configuration flink)
      throws IOException, DynamicCodeLoadingException {
    // Timers are kept where hashmap keeps them, unless somebody says otherwise: RocksDB has its own
    // order for those of one time, and the output would depend on the backend.
    Configuration settings =
        Configuration.fromMap(Map.of("state.backend.rocksdb.timer-service.factory", "HEAP"));
    settings.addAll(flink);
    return new DrivenGraph<>(
        settings,
        StateBackendLoader.loadStateBackendFromConfig(
            settings, DrivenGraph.class.getClassLoader(), null));
  }

  /** Starts the operators behind a stream that are not there yet, and hands on what it gives. */
  <X> void connect(DataStream<X> stream, Receiver<X> receiver) throws Exception {
    connect(stream.getTransformation(), receiver);
  }

  @SuppressWarnings("unchecked") // a transformation's inputs have the type that it hands on
  private <X> void connect(Transformation<X> from, Receiver<X> to) throws Exception {
    if (from instanceof ScriptedStream) {
      ((Fan<X>) input).add(to);
    } else if (from instanceof OneInputTransformation<?, ?> operator) {
      ((DrivenOperator<?, X>) operator(operator)).results().add(to);
    } else if (from instanceof SideOutputTransformation<X> side) {
      operator((OneInputTransformation<?, ?>) side.getInputs().get(0))
          .side(side.getOutputTag())
          .add(to);
    } else if (from instanceof PartitionTransformation || from instanceof UnionTransformation) {
      for (Transformation<?> before : from.getInputs()) {
        connect((Transformation<X>) before, to);
      }
    } else {
      throw new IllegalArgumentException(from + " cannot be driven");
    }
  }

  @SuppressWarnings("unchecked") // kept under the transformation that it was made of
  private <IN, OUT> DrivenOperator<IN, OUT> operator(OneInputTransformation<IN, OUT> of)
      throws Exception {
    DrivenOperator<IN, OUT> there = (DrivenOperator<IN, OUT>) byTransformation.get(of);
    if (there != null) {
      return there;
    }
    DrivenOperator<IN, OUT> started =
        DrivenOperator.start(of, flink.get(PipelineOptions.MAX_PARALLELISM), flink, backend);
    byTransformation.put(of, started);
    connect((Transformation<IN>) of.getInputs().get(0), started);
    operators.add(started);
    return started;
  }

  /** Where the records and watermarks of the source go in. */
  Receiver<T> input() {
    return input;
  }

  /** The clock of all operators moves; their timers up to that point fire. */
  void clock(long processingTimeMs) throws Exception {
    for (DrivenOperator<?, ?> operator : operators) {
      operator.clock(processingTimeMs);
    }
  }

  /** No record follows. */
  void endInput() throws Exception {
    for (DrivenOperator<?, ?> operator : operators) {
      operator.endInput();
    }
  }

  @Override
  public void close() throws Exception {
    for (DrivenOperator<?, ?> operator : operators) {
      operator.close();
    }
  }
}
