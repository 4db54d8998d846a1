package io.tidemark.local.replay;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.params.ParameterException;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;

/**
 * The jobs that can be replayed: a chain from events to results with one keyed operator in it.
 * Behind a second one, or where streams join, the order in which records come is not the script's
 * to tell.
 */
final class OneKeyedStage {

  private OneKeyedStage() {}

  /**
   * Looks at the graph that a job builds.
   *
   * @throws ParameterException if it is another one
   */
  static <P, R> void check(StreamExecutionEnvironment env, Job<P, R> job, P params) {
    int keyed = 0;
    for (Transformation<?> step :
        job.build(ScriptedStream.in(env, Event.class), params)
            .results()
            .getTransformation()
            .getTransitivePredecessors()) {
      if (step instanceof OneInputTransformation<?, ?> operator) {
        keyed += operator.getStateKeySelector() == null ? 0 : 1;
      } else if (!(step instanceof PartitionTransformation || step instanceof ScriptedStream)) {
        throw new ParameterException(
            String.format(
                "%s: replay is for jobs that are one chain of operators, and %s is another kind",
                job.name(), step.getName()));
      }
    }
    if (keyed != 1) {
      throw new ParameterException(
          String.format(
              "%s: replay is for jobs with one keyed stage, and this one has %d",
              job.name(), keyed));
    }
  }
}
