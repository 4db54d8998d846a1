package io.tidemark.local.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cluster.FlinkJob;
import io.tidemark.local.cluster.FlinkRest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;

/** Reads jobs from Flink's REST API. */
public final class FlinkFacts {

  /** What a running job can be: one that has ended is nobody's concern. */
  private static final Set<JobStatus> ALIVE =
      EnumSet.of(
          JobStatus.CREATED,
          JobStatus.INITIALIZING,
          JobStatus.RUNNING,
          JobStatus.RESTARTING,
          JobStatus.FAILING,
          JobStatus.RECONCILING);

  private static final Pattern WANTED =
      Pattern.compile(
          "^\\d+\\.(busyTimeMsPerSecond|backPressuredTimeMsPerSecond|(.+\\.)?(numRecordsIn"
              + "|sourceIdleTime|pendingRecords|watermarkAlignmentDrift|currentOutputWatermark"
              + "|currentOffset|failedCommittables|eventtime\\.[A-Za-z]+(_p99)?"
              + "|split\\..+\\.watermark\\.[A-Za-z]+))$");

  /** Flink takes lines of requests up to 4,096 bytes. */
  private static final int LONGEST_QUERY = 3_000;

  private final FlinkRest flink;

  public FlinkFacts(FlinkRest flink) {
    this.flink = flink;
  }

  /**
   * The jobs that run or try to.
   *
   * @throws FailureException if no Flink answers
   */
  public List<FlinkJob> jobs() throws FailureException, InterruptedException {
    return flink.jobs().stream().filter(job -> ALIVE.contains(job.state())).toList();
  }

  /**
   * A job now, without its topics.
   *
   * @throws FailureException if Flink knows it no more
   */
  public JobSnapshot snapshot(String id) throws FailureException, InterruptedException {
    String job = "/jobs/" + id;
    JsonNode detail = flink.get(job);
    return new JobSnapshot(
        Instant.now(),
        id,
        detail.path("name").asText(),
        detail.path("state").asText(),
        Duration.ofMillis(detail.path("duration").asLong()),
        vertices(job, detail),
        checkpoints(job),
        failures(job),
        settings(job),
        Optional.empty());
  }

  private List<Vertex> vertices(String job, JsonNode detail)
      throws FailureException, InterruptedException {
    Map<String, List<String>> inputs = new HashMap<>();
    for (JsonNode node : detail.path("plan").path("nodes")) {
      List<String> from = new ArrayList<>();
      node.path("inputs").forEach(input -> from.add(input.path("id").asText()));
      inputs.put(node.path("id").asText(), from);
    }
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode vertex : detail.path("vertices")) {
      String id = vertex.path("id").asText();
      int parallelism = vertex.path("parallelism").asInt();
      vertices.add(
          new Vertex(
              id,
              vertex.path("name").asText(),
              parallelism,
              inputs.getOrDefault(id, List.of()),
              metrics(job + "/vertices/" + id + "/metrics", parallelism)));
    }
    return vertices;
  }

  private List<Map<String, Double>> metrics(String path, int parallelism)
      throws FailureException, InterruptedException {
    List<Map<String, Double>> subtasks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      subtasks.add(new HashMap<>());
    }
    List<String> names = new ArrayList<>();
    for (JsonNode metric : flink.get(path)) {
      String name = metric.path("id").asText();
      if (WANTED.matcher(name).matches()) {
        names.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
      }
    }
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      query.append(query.isEmpty() ? "" : ",").append(names.get(i));
      boolean last = i == names.size() - 1;
      if (last || query.length() + names.get(i + 1).length() > LONGEST_QUERY) {
        for (JsonNode metric : flink.get(path + "?get=" + query)) {
          String name = metric.path("id").asText();
          int dot = name.indexOf('.');
          int subtask = Integer.parseInt(name.substring(0, dot));
          if (subtask < parallelism) {
            subtasks.get(subtask).put(name.substring(dot + 1), number(metric.path("value")));
          }
        }
        query.setLength(0);
      }
    }
    return subtasks;
  }

  private static double number(JsonNode value) {
    try {
      return Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private Checkpoints checkpoints(String job) throws FailureException, InterruptedException {
    JsonNode found = flink.get(job + "/checkpoints");
    JsonNode failed = found.path("latest").path("failed");
    JsonNode completed = found.path("latest").path("completed");
    long interval = flink.get(job + "/checkpoints/config").path("interval").asLong();
    return new Checkpoints(
        // Flink's word for never is the longest time there is.
        interval == Long.MAX_VALUE ? Duration.ZERO : Duration.ofMillis(interval),
        found.path("counts").path("completed").asLong(),
        found.path("counts").path("failed").asLong(),
        failed.path("id").asLong(-1) > completed.path("id").asLong(-1),
        failed.path("failure_message").asText(""),
        completed.isObject()
            ? Optional.of(
                new Checkpoints.Completed(
                    completed.path("end_to_end_duration").asLong(),
                    completed.path("state_size").asLong()))
            : Optional.empty());
  }

  private List<String> failures(String job) throws FailureException, InterruptedException {
    List<String> causes = new ArrayList<>();
    for (JsonNode entry : flink.get(job + "/exceptions").path("exceptionHistory").path("entries")) {
      causes.add(innermostCause(entry.path("stacktrace").asText()));
    }
    return causes;
  }

  private static String innermostCause(String stackTrace) {
    String cause = "";
    for (String line : stackTrace.lines().toList()) {
      if (cause.isEmpty() || line.startsWith("Caused by: ")) {
        cause = line;
      }
    }
    return cause.replaceFirst("^Caused by: ", "").strip();
  }

  private Map<String, String> settings(String job) throws FailureException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    flink
        .get(job + "/config")
        .path("execution-config")
        .path("user-config")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    return settings;
  }
}
