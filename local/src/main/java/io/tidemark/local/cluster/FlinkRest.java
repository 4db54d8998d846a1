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
import java.util.List;
import java.util.UUID;

/** Flink's REST API, as far as it is needed here. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Running a job means running its main method, and a jar may have a long way. */
  private static final Duration LONG_TIMEOUT = Duration.ofMinutes(5);

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

  /** How many TaskManagers have registered. */
  int taskManagers() throws FailureException, InterruptedException {
    return send(request("/taskmanagers", TIMEOUT).GET()).path("taskmanagers").size();
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

  /** Runs an uploaded jar's main method and tells the id of the job that it submits. */
  String run(String jar, String mainClass, List<String> arguments)
      throws FailureException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("entryClass", mainClass);
    arguments.forEach(body.putArray("programArgsList")::add);
    return send(request("/jars/" + jar + "/run", LONG_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())))
        .path("jobid")
        .asText();
  }

  /** Deletes an uploaded jar; a job that it has started has its own copy. */
  void delete(String jar) throws FailureException, InterruptedException {
    send(request("/jars/" + jar, TIMEOUT).DELETE());
  }

  /** Where the web UI shows a job. */
  String pageOf(String job) {
    return address + "/#/job/running/" + job + "/overview";
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
