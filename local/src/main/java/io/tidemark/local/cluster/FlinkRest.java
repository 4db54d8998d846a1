package io.tidemark.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;

/** Flink's REST API, as far as it is needed here. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Running a job means running its main method, and a jar may have a long way. */
  private static final Duration LONG_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(100);

  private final HttpClient http =
      // Flink does not speak HTTP/2, and need not be asked.
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final String address;

  /**
   * @param address as in {@code http://localhost:8081}
   */
  public FlinkRest(URI address) {
    this.address = address.toString().replaceAll("/+$", "");
  }

  /**
   * What Flink answers to a question.
   *
   * @param path with a slash at its beginning, as in {@code /jobs/overview}
   * @throws FailureException if nobody answers, or Flink refuses; in one line
   */
  public JsonNode get(String path) throws FailureException, InterruptedException {
    return send(request(path, TIMEOUT).GET());
  }

  String address() {
    return address;
  }

  /** How many TaskManagers have registered. */
  public int taskManagers() throws FailureException, InterruptedException {
    return get("/taskmanagers").path("taskmanagers").size();
  }

  /** Uploads a jar and tells its id. */
  String upload(Path jar) throws FailureException, InterruptedException, IOException {
    String boundary = "tidemark-" + UUID.randomUUID();
    String head =
        String.join(
            "\r\n",
            "--" + boundary,
            "Content-Disposition: form-data; name=\"jarfile\"; filename=\""
                + jar.getFileName()
                + "\"",
            "Content-Type: application/x-java-archive",
            "",
            "");
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    String file =
        send(request("/jars/upload", LONG_TIMEOUT)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body))
            .path("filename")
            .asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /**
   * Runs an uploaded jar's main method and tells the id of the job that it submits.
   *
   * @param from the savepoint or checkpoint that the job goes on from, a URI; none: from nothing
   */
  String run(String jar, String mainClass, List<String> arguments, Optional<String> from)
      throws FailureException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("entryClass", mainClass);
    from.ifPresent(path -> body.put("savepointPath", path));
    arguments.forEach(body.putArray("programArgsList")::add);
    return post("/jars/" + jar + "/run", body, LONG_TIMEOUT).path("jobid").asText();
  }

  /** Deletes an uploaded jar; a job that it has started has its own copy. */
  void delete(String jar) throws FailureException, InterruptedException {
    send(request("/jars/" + jar, TIMEOUT).DELETE());
  }

  /** The jobs that run or of which it still knows how they ended. */
  public List<FlinkJob> jobs() throws FailureException, InterruptedException {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new FlinkJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              JobStatus.valueOf(job.path("state").asText()),
              job.path("start-time").asLong()));
    }
    return jobs;
  }

  /** What became of a job. */
  public JobStatus state(String job) throws FailureException, InterruptedException {
    return JobStatus.valueOf(get("/jobs/" + job).path("state").asText());
  }

  /** A resource below a job, as Flink's documentation has them: {@code /checkpoints}. */
  public JsonNode ofJob(String job, String resource) throws FailureException, InterruptedException {
    return get("/jobs/" + job + resource);
  }

  /** Why a job has failed last, in one line. */
  public String failure(String job) throws FailureException, InterruptedException {
    JsonNode last = ofJob(job, "/exceptions").path("exceptionHistory").path("entries").path(0);
    return FlinkErrors.inOneLine(JSON.createArrayNode().add(last.path("stacktrace").asText()));
  }

  /**
   * Takes a savepoint and tells where it is.
   *
   * @param folder where it goes; none: where the cluster keeps them
   */
  public String savepoint(String job, Optional<String> folder)
      throws FailureException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    folder.ifPresent(path -> body.put("target-directory", path));
    return operation(job, "/savepoints", body);
  }

  /**
   * Ends a job with a savepoint and tells where that is.
   *
   * @param folder where it goes; none: where the cluster keeps them
   * @param drain whether the job ends as if its input had: windows that are open fire
   */
  public String stop(String job, Optional<String> folder, boolean drain)
      throws FailureException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("drain", drain);
    folder.ifPresent(path -> body.put("targetDirectory", path));
    return operation(job, "/stop", body);
  }

  /** Begins what takes its time, waits for its end and tells the place that it has made. */
  private String operation(String job, String what, ObjectNode body)
      throws FailureException, InterruptedException {
    String trigger = post("/jobs/" + job + what, body, TIMEOUT).path("request-id").asText();
    JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
    while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      answer = get("/jobs/" + job + "/savepoints/" + trigger);
    }
    JsonNode failure = answer.path("operation").path("failure-cause").path("stack-trace");
    if (!failure.isMissingNode()) {
      throw new FailureException(
          "no savepoint was taken: "
              + FlinkErrors.inOneLine(JSON.createArrayNode().add(failure.asText())));
    }
    return answer.path("operation").path("location").asText();
  }

  /** Where the web UI shows a job. */
  String pageOf(String job) {
    return address + "/#/job/running/" + job + "/overview";
  }

  private JsonNode post(String path, ObjectNode body, Duration timeout)
      throws FailureException, InterruptedException {
    return send(
        request(path, timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(timeout);
  }

  private JsonNode send(HttpRequest.Builder request) throws FailureException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException e) {
      // Whose own words are those of the socket's inner life.
      throw new FailureException(
          "no Flink listens at " + address + "; ./tidemark cluster up starts one", e);
    } catch (IOException e) {
      throw new FailureException(
          String.format("no Flink answers at %s: %s", address, FailureException.inOneLine(e)), e);
    }
    JsonNode answer = parsed(response.body());
    if (response.statusCode() / 100 != 2) {
      throw new FailureException(
          String.format(
              "Flink at %s refused: %s",
              address,
              answer.has("errors")
                  ? FlinkErrors.inOneLine(answer.path("errors"))
                  : "status " + response.statusCode()));
    }
    if (answer.isMissingNode()) {
      throw new FailureException("what answers at " + address + " is no Flink");
    }
    return answer;
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
