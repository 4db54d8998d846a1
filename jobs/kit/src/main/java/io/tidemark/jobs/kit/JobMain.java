package io.tidemark.jobs.kit;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.preflight.Preflight;
import io.tidemark.jobs.kit.preflight.Promises;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code main} does in every job, wherever Flink starts it. */
public final class JobMain {

  private static final Logger LOG = LoggerFactory.getLogger(JobMain.class);

  private JobMain() {}

  /**
   * Reads the parameters, builds the job and hands it to Flink.
   *
   * @param args {@code --key value}…, and {@code --config FILE}
   * @throws ProgramParametrizationException on bad usage: Flink's client prints its one line
   * @throws Exception if Flink does not take the job, or it fails
   */
  public static void run(Job<?, ?> job, String[] args) throws Exception {
    StreamExecutionEnvironment env;
    try {
      Map<String, String> commandLine = CommandLine.parse(List.of(args));
      Map<String, String> yaml = JobParameters.yaml(job, commandLine, Path.of("conf"));
      Parameters parameters = Parameters.of(JobParameters.all(job), List.of(commandLine, yaml));
      env =
          StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
      JobGraph.build(env, job, parameters);
      Promises.warnings(parameters).forEach(LOG::warn);
      Preflight.check(
          job.name(), JobTopics.of(job, parameters), parameters, env.getConfiguration());
    } catch (ParameterException e) {
      throw new ProgramParametrizationException(e.getMessage());
    }
    env.execute(job.name());
  }
}
