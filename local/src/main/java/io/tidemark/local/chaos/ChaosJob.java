package io.tidemark.local.chaos;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.sink.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The job that must survive, click-counts, and what it is told. */
final class ChaosJob {

  static final String NAME = "click-counts";
  static final String EVENTS = "chaos.events";

  /**
   * What the job's records on their way to Kafka and its checkpoints wait for. Kafka's own two
   * minutes and Flink's ten would make a round of a quarter of an hour. Calls to Kafka's
   * coordinator have Kafka's own minute: a task that is being cancelled aborts its transaction, and
   * if it can't within the time, Flink ends the whole TaskManager.
   */
  static final Duration TIMEOUT = Duration.ofSeconds(8);

  private ChaosJob() {}

  /** Writes the job's parameters and tells what to submit it with. */
  static List<String> arguments(ChaosSettings settings, String kafka, String rest, Path folder)
      throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("source", "kafka");
    values.put("sink", "kafka");
    values.put("kafka.bootstrap.servers", kafka);
    values.put("kafka.topic.events", EVENTS);
    topics().forEach((topic, output) -> values.put("kafka.topic." + output.label(), topic));
    values.put("kafka.delivery-guarantee", Parameter.name(settings.delivery()));
    values.put("group.by", "item");
    values.put("filter.types", Traffic.COUNTED_TYPE);
    values.put("dedup.horizon", "1h");
    values.put("window.size", Traffic.WINDOW.toSeconds() + "s");
    values.put("watermark.max-out-of-orderness", Traffic.BOUND.toSeconds() + "s");
    // Every partition has events, or none has: one that lags must not be left behind.
    values.put("watermark.idle-timeout", "0s");
    values.put("parallelism", Integer.toString(settings.parallelism()));
    values.put("state.backend", Parameter.name(settings.stateBackend()));
    values.put("checkpoint.interval", "1s");
    String timeoutMs = Long.toString(TIMEOUT.toMillis());
    values.put("kafka.properties.delivery.timeout.ms", timeoutMs);
    values.put("kafka.properties.request.timeout.ms", Long.toString(TIMEOUT.toMillis() / 2));
    values.put("flink.execution.checkpointing.timeout", TIMEOUT.toSeconds() + "s");
    values.put("flink.restart-strategy.exponential-delay.initial-backoff", "500ms");
    values.put("flink.restart-strategy.exponential-delay.max-backoff", "3s");

    List<String> yaml = new ArrayList<>();
    values.forEach((key, value) -> yaml.add(key + ": " + value));
    Path file = folder.resolve(NAME + ".yaml");
    Files.write(file, yaml);
    return List.of("--config=" + file, "--flink.rest=" + rest);
  }

  /** The topics that it writes to. */
  static Map<String, Output> topics() {
    Map<String, Output> topics = new LinkedHashMap<>();
    for (Output output : Output.OF_EVERY_JOB) {
      topics.put("chaos." + output.label(), output);
    }
    return topics;
  }
}
