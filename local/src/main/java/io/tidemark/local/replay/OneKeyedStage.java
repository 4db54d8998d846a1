package io.tidemark.local.replay;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.params.ParameterException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.UnionTransformation;

/**
 * The jobs that can be replayed: chains from events to results with one keyed operator in each.
 * Several side by side, as for grouping sets, get an event one after the other. Behind a second
 * keyed operator, or where streams join, the order in which records come is not the script's to
 * tell.
 */
final class OneKeyedStage {

  private OneKeyedStage() {}

  /**
   * Looks at the graph that a job builds.
   *
   * @throws ParameterException if it is another one
   */
  static <P, R> void check(StreamExecutionEnvironment env, Job<P, R> job, P params) {
    Transformation<?> results =
        job.build(ScriptedStream.in(env, Event.class), params).results().getTransformation();
    for (int keyed : keyedOnTheWayTo(results, job)) {
      if (keyed != 1) {
        throw new ParameterException(
            String.format(
                "%s: replay is for jobs with one keyed stage, and this one has %d",
                job.name(), keyed));
      }
    }
  }

  /** How many keyed operators an event goes through, for each of its ways to a step. */
  private static Set<Integer> keyedOnTheWayTo(Transformation<?> step, Job<?, ?> job) {
    if (step instanceof ScriptedStream) {
      return Set.of(0);
    }
    boolean isOperator = step instanceof OneInputTransformation;
    if (!(isOperator
        || step instanceof PartitionTransformation
        || step instanceof UnionTransformation)) {
      throw new ParameterException(
          String.format(
              "%s: replay is for jobs that are chains of operators, and %s is another kind",
              job.name(), step.getName()));
    }
    boolean isKeyed =
        isOperator && ((OneInputTransformation<?, ?>) step).getStateKeySelector() != null;
    return step.getInputs().stream()
        .flatMap(before -> keyedOnTheWayTo(before, job).stream())
        .map(keyed -> isKeyed ? keyed + 1 : keyed)
        .collect(Collectors.toSet());
  }
}
