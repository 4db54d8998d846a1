package io.tidemark.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/** Asks Flink's REST API how far event time has come in an operator. */
public final class WatermarkProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String job;
  private final String operator;

  /** Probes the operator whose name has the given text in it. */
  public WatermarkProbe(URI rest, String job, String operator) {
    this.job = rest + "/jobs/" + job;
    this.operator = operator;
  }

  /**
   * The least watermark of the operator's subtasks; empty if it has none yet, or nobody answers.
   */
  public OptionalLong watermark() throws InterruptedException {
    try {
      for (JsonNode vertex : get(job).path("vertices")) {
        if (vertex.path("name").asText().contains(operator)) {
          return least(get(job + "/vertices/" + vertex.path("id").asText() + "/watermarks"));
        }
      }
    } catch (IOException e) {
      // The web UI is a convenience; the next look may find it.
    }
    return OptionalLong.empty();
  }

  private static OptionalLong least(JsonNode watermarks) {
    OptionalLong least = OptionalLong.empty();
    for (JsonNode subtask : watermarks) {
      long watermark = subtask.path("value").asLong(Long.MIN_VALUE);
      if (watermark == Long.MIN_VALUE) {
        return OptionalLong.empty();
      }
      least = OptionalLong.of(Math.min(watermark, least.orElse(Long.MAX_VALUE)));
    }
    return least;
  }

  private JsonNode get(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }
}
