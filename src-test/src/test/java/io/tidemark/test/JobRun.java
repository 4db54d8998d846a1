package io.tidemark.test;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds a job as its {@code main} does, for whatever cluster the test has set up. */
final class JobRun {

  private JobRun() {}

  /** click-counts, ready to execute; parameters come as key, value, key, value. */
  static StreamExecutionEnvironment clickCounts(String... keysAndValues) {
    return of(new ClickCountsJob(), keysAndValues);
  }

  /** A job, ready to execute; parameters come as key, value, key, value. */
  static StreamExecutionEnvironment of(Job<?, ?> job, String... keysAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return of(job, Parameters.of(JobParameters.all(job), List.of(values)));
  }

  /** A job, ready to execute. */
  static StreamExecutionEnvironment of(Job<?, ?> job, Parameters parameters) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    return env;
  }
}
