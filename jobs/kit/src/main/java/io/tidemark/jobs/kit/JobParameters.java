package io.tidemark.jobs.kit;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.params.TraceParameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.jobs.kit.params.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a job, and the layers that they are read from. */
public final class JobParameters {

  /** Names the YAML file; not a parameter of the job itself. */
  public static final String CONFIG = "config";

  private JobParameters() {}

  /** Every parameter that a job has, its own ones first. */
  public static List<Parameter<?>> all(Job<?, ?> job) {
    return Parameters.join(
        job.parameters(),
        EndParameters.ALL,
        EventParameters.ALL,
        WatermarkParameters.ALL,
        KafkaParameters.ALL,
        TraceParameters.ALL,
        RuntimeParameters.ALL);
  }

  /**
   * The YAML layer: the file that {@code --config} names, else the job's own if it is there; and
   * {@link Job#beneath}.
   *
   * @param commandLine values by key; {@code config} is taken out of it
   * @param folder where {@code <job>.yaml} may be
   * @throws io.tidemark.jobs.kit.params.ParameterException if a file that was named cannot be read
   */
  public static Map<String, String> yaml(
      Job<?, ?> job, Map<String, String> commandLine, Path folder) {
    Map<String, String> yaml =
        file(commandLine.remove(CONFIG), folder.resolve(job.name() + ".yaml"));
    Map<String, String> values = new LinkedHashMap<>(yaml);
    values.putAll(commandLine);
    Map<String, String> layer = new LinkedHashMap<>(job.beneath(values, folder));
    layer.putAll(yaml);
    return layer;
  }

  private static Map<String, String> file(String named, Path own) {
    if (named != null) {
      return YamlFile.read(Path.of(named));
    }
    return Files.exists(own) ? YamlFile.read(own) : Map.of();
  }
}
