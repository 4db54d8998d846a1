package io.tidemark.local.replay;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Stands where a source would, in a graph that Flink never runs. */
final class ScriptedStream<T> extends Transformation<T> {

  private ScriptedStream(TypeInformation<T> type) {
    super("script", type, 1);
  }

  /** A stream to build a graph on. */
  static <T> DataStream<T> in(StreamExecutionEnvironment env, Class<T> type) {
    return new DataStream<>(env, new ScriptedStream<>(TypeInformation.of(type)));
  }

  @Override
  protected List<Transformation<?>> getTransitivePredecessorsInternal() {
    return List.of(this);
  }

  @Override
  public List<Transformation<?>> getInputs() {
    return List.of();
  }
}
