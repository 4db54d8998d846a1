package io.tidemark.jobs.laterepair;

import io.tidemark.jobs.kit.params.AggregateParameters;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.YamlFile;
import io.tidemark.jobs.kit.sink.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a repair takes from the job that it repairs, unless it is told otherwise. */
final class BaseJob {

  /** What says what results are of, and where they are; not what to run the job with. */
  private static final Set<String> KEYS =
      Set.of(
          AggregateParameters.AGGREGATE.key(),
          AggregateParameters.DISTINCT.key(),
          EventParameters.GROUP_BY.key(),
          KafkaParameters.BOOTSTRAP_SERVERS.key(),
          KafkaParameters.CHANGELOG.key(),
          KafkaParameters.LATE.key(),
          KafkaParameters.RESULTS.key());

  private static final String WINDOW = "window.";

  private static final List<String> PREFIXES =
      List.of(WINDOW, "event.", KafkaParameters.PROPERTIES_PREFIX);

  private BaseJob() {}

  /**
   * Its values: those of its YAML file that matter, and the topics that it writes, as the ones to
   * read and to write to.
   *
   * @param values what was set for the repair, by key
   * @param folder where the YAML file may be
   */
  static Map<String, String> values(Map<String, String> values, Path folder) {
    String job =
        values.getOrDefault(
            LateRepairParams.JOB.key(), LateRepairParams.JOB.option().defaultValue());
    if (!LateRepairParams.isRepairable(job)) {
      return Map.of();
    }
    Map<String, String> own = new LinkedHashMap<>();
    Path yaml = folder.resolve(job + ".yaml");
    if (Files.exists(yaml)) {
      own.putAll(YamlFile.read(yaml));
      own.keySet().removeIf(key -> !isTaken(key));
      if (values.keySet().stream().anyMatch(key -> key.startsWith(WINDOW))) {
        own.keySet().removeIf(key -> key.startsWith(WINDOW));
      }
    }
    String late = topic(KafkaParameters.LATE.key(), Output.LATE, job, values, own);
    String results = topic(KafkaParameters.RESULTS.key(), Output.RESULTS, job, values, own);
    own.put(KafkaParameters.LATE.key(), late);
    own.put(KafkaParameters.RESULTS.key(), results);
    own.put(KafkaParameters.EVENTS.key(), late + "," + results);
    // All there is, and no more: then it ends.
    own.put(KafkaParameters.STOP.key(), "latest");
    return own;
  }

  private static boolean isTaken(String key) {
    return KEYS.contains(key) || PREFIXES.stream().anyMatch(key::startsWith);
  }

  private static String topic(
      String key, Output output, String job, Map<String, String> values, Map<String, String> own) {
    return values.getOrDefault(key, own.getOrDefault(key, job + "." + output.label() + ".v1"));
  }
}
