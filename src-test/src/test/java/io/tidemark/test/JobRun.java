package io.tidemark.test;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Builds click-counts as its {@code main} does, for whatever cluster the test has set up. */
final class JobRun {

  private static final ClickCountsJob JOB = new ClickCountsJob();

  private JobRun() {}

  /** The job, ready to execute; parameters come as key, value, key, value. */
  static StreamExecutionEnvironment clickCounts(String... keysAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Parameters parameters = Parameters.of(JobParameters.all(JOB), List.of(values));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, JOB, parameters);
    return env;
  }
}
