package io.tidemark.local.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cluster.FlinkRest;
import io.tidemark.local.doctor.Doctor;
import io.tidemark.local.doctor.Finding;
import io.tidemark.local.doctor.FlinkFacts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The page of one job, live. Three threads ask its topics, Flink and the doctor, and tell all
 * browsers. What one of them cannot reach shows on the page, and is tried again.
 */
public final class LivePage implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Some minutes of a busy job. */
  private static final long HISTORY_BYTES = 4L << 20;

  private static final Duration ROWS_TOGETHER = Duration.ofMillis(200);
  private static final Duration LOOK_AT_FLINK = Duration.ofSeconds(2);
  private static final Duration DOCTOR_LOOKS = Duration.ofSeconds(10);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final String name;
  private final URI rest;
  private final Parameters parameters;
  private final Map<String, Output> topics;
  private final Broadcast broadcast = new Broadcast(HISTORY_BYTES);
  private final List<Thread> threads = new ArrayList<>();
  private final PageServer server;

  private volatile boolean jobHasEnded;

  private LivePage(Job<?, ?> job, Parameters parameters, URI rest, int port) throws IOException {
    this.name = job.name();
    this.rest = rest;
    this.parameters = parameters;
    this.topics = new HashMap<>(JobTopics.of(job, parameters));
    // Whether the job has one shows when rows come.
    topics.put(Output.TRACE.topic(name, parameters), Output.TRACE);
    this.server = PageServer.start(port, broadcast);
  }

  /**
   * Starts to watch and to serve.
   *
   * @param parameters the job's: where Kafka is and how its topics are called
   * @param rest where Flink's REST API is
   * @param port for browsers; 0: any that is free
   * @throws FailureException if the port is taken
   */
  public static LivePage start(Job<?, ?> job, Parameters parameters, URI rest, int port)
      throws FailureException {
    LivePage page;
    try {
      page = new LivePage(job, parameters, rest, port);
    } catch (IOException e) {
      throw new FailureException(
          String.format("page.port: %d: %s", port, FailureException.inOneLine(e)), e);
    }
    page.begin("page-rows", page::tellRows);
    page.begin("page-flink", page::tellJob);
    page.begin("page-doctor", page::tellFindings);
    return page;
  }

  /** What one thread does, until it is interrupted. */
  private interface Telling {
    void run() throws InterruptedException;
  }

  private void begin(String thread, Telling telling) {
    Thread started =
        new Thread(
            () -> {
              try {
                telling.run();
              } catch (InterruptedException e) {
                // That is how it ends.
              }
            },
            thread);
    started.setDaemon(true);
    threads.add(started);
    started.start();
  }

  /** Where the page is. */
  public URI address() {
    return server.address();
  }

  // ---------------------------------------------------------------- what is told

  private void tellRows() throws InterruptedException {
    while (true) {
      try (TopicRows rows = new TopicRows(parameters, topics)) {
        tellRows(rows);
        return;
      } catch (InterruptException e) {
        Thread.interrupted();
        return;
      } catch (KafkaException e) {
        if (jobHasEnded) {
          return;
        }
        send(
            message("kafka")
                .put(
                    "trouble",
                    String.format(
                        "Kafka at %s: %s",
                        parameters.get(KafkaParameters.BOOTSTRAP_SERVERS),
                        FailureException.inOneLine(e))));
        Thread.sleep(TRY_AGAIN.toMillis());
      }
    }
  }

  private void tellRows(TopicRows topicRows) throws InterruptedException {
    boolean ended = false;
    while (!ended) {
      boolean isLastLook = jobHasEnded;
      List<TopicRows.Row> rows = topicRows.poll(ROWS_TOGETHER);
      ended = isLastLook && rows.isEmpty();
      if (!rows.isEmpty()) {
        ObjectNode message = message("rows").put("skipped", topicRows.skipped());
        ArrayNode views = message.putArray("rows");
        rows.forEach(row -> RowView.of(row).ifPresent(views::add));
        send(message);
        // Browsers are told a few times a second, not for each row.
        Thread.sleep(ROWS_TOGETHER.toMillis());
      }
    }
  }

  private void tellJob() throws InterruptedException {
    JobView view = new JobView(rest);
    String id = null;
    while (!jobHasEnded) {
      try {
        id = id == null ? view.find(name) : id;
        send(message("job").setAll(view.look(id)));
        Thread.sleep(LOOK_AT_FLINK.toMillis());
      } catch (FailureException e) {
        // It may have been submitted anew.
        id = null;
        send(message("job").put("trouble", e.getMessage()));
        Thread.sleep(TRY_AGAIN.toMillis());
      }
    }
  }

  private void tellFindings() throws InterruptedException {
    JobView view = new JobView(rest);
    Doctor doctor = new Doctor(new FlinkFacts(new FlinkRest(rest)), kafkaFromHere());
    while (!jobHasEnded) {
      try {
        List<Finding> findings = Doctor.findings(doctor.examine(view.find(name), DOCTOR_LOOKS));
        ObjectNode message = message("findings");
        ArrayNode views = message.putArray("findings");
        for (Finding finding : findings) {
          views
              .addObject()
              .put("cause", finding.cause())
              .put("evidence", finding.evidence())
              .put("remedy", finding.remedy());
        }
        send(message);
      } catch (FailureException e) {
        // That no job is there is said elsewhere on the page.
        Thread.sleep(TRY_AGAIN.toMillis());
      }
    }
  }

  private Map<String, String> kafkaFromHere() {
    Map<String, String> kafka = new HashMap<>();
    kafka.put(
        KafkaParameters.BOOTSTRAP_SERVERS.key(), parameters.get(KafkaParameters.BOOTSTRAP_SERVERS));
    parameters
        .under(KafkaParameters.PROPERTIES_PREFIX)
        .forEach((key, value) -> kafka.put(KafkaParameters.PROPERTIES_PREFIX + key, value));
    return kafka;
  }

  private ObjectNode message(String kind) {
    return JSON.createObjectNode()
        .put("kind", kind)
        .put("job", name)
        .put("now", System.currentTimeMillis());
  }

  private void send(ObjectNode message) {
    try {
      broadcast.send(JSON.writeValueAsBytes(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---------------------------------------------------------------- the end

  /** Shows what is still to come of a job that has ended, and that it has. */
  public void finish() throws InterruptedException {
    jobHasEnded = true;
    threads.get(0).join();
    broadcast.end();
  }

  @Override
  public void close() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
    broadcast.end();
    server.close();
  }
}
