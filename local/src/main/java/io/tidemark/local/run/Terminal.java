package io.tidemark.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cli.Home;
import io.tidemark.local.watch.WatermarkProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a running job: panes as they come, and below them how far event time is and whether the
 * books balance. On a terminal that line stays at the bottom; elsewhere it comes now and then.
 */
final class Terminal implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final String BACK_TO_LINE_START = "\r\u001b[K";

  private final OutputTail tail;
  private final WatermarkProbe probe;
  private final boolean interactive = Home.hasTerminal();
  private final Duration statusEvery = Duration.ofSeconds(interactive ? 1 : 5);
  private final Thread thread = new Thread(this::show, "terminal");

  private volatile boolean jobHasEnded;
  private volatile boolean closed;
  private String books = "no checkpoint yet";
  private Instant lastStatus = Instant.MIN;

  Terminal(OutputTail tail, WatermarkProbe probe) {
    this.tail = tail;
    this.probe = probe;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Shows what is still to come of a job that has ended. */
  void finish() throws InterruptedException {
    jobHasEnded = true;
    thread.join();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }

  private void show() {
    try (tail) {
      while (!closed) {
        boolean ended = jobHasEnded;
        List<OutputTail.Row> rows = tail.poll();
        show(rows);
        if (ended && rows.isEmpty() && tail.isAtEnd()) {
          break;
        }
        showStatus();
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("The terminal stops here: " + e);
    }
    if (interactive) {
      System.out.print(BACK_TO_LINE_START);
    }
  }

  private void show(List<OutputTail.Row> rows) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    for (OutputTail.Row row : rows) {
      if (row.output() == Output.RESULTS && row.value() != null) {
        results.add(JSON.readTree(row.value()));
      } else if (row.output() == Output.LEDGER) {
        books = describe(JSON.readTree(row.value()));
      }
    }
    List<String> lines = PaneLines.of(results);
    if (!lines.isEmpty() && interactive) {
      System.out.print(BACK_TO_LINE_START);
      lastStatus = Instant.MIN;
    }
    lines.forEach(System.out::println);
  }

  private void showStatus() throws InterruptedException {
    Instant now = Instant.now();
    if (jobHasEnded || now.isBefore(lastStatus.plus(statusEvery))) {
      return;
    }
    lastStatus = now;
    String status = "watermark " + watermark(now) + " · " + books;
    if (interactive) {
      System.out.print(BACK_TO_LINE_START + status);
      System.out.flush();
    } else {
      System.out.println(status);
    }
  }

  private String watermark(Instant now) throws InterruptedException {
    OptionalLong watermark = probe.watermark();
    if (watermark.isEmpty()) {
      return "not there yet";
    }
    Instant at = Instant.ofEpochMilli(watermark.getAsLong());
    return String.format(
        "%s, %.1f s behind the clock",
        CLOCK.format(at), Duration.between(at, now).toMillis() / 1000.0);
  }

  private static String describe(JsonNode row) {
    String counts =
        Stream.of(Entry.values())
            .limit(Entry.FUTURE.ordinal() + 1)
            .map(entry -> entry.column() + " " + row.path(entry.column()).asLong())
            .collect(Collectors.joining(", "));
    String balance =
        row.path("balanced").isNull()
            ? row.path("in_flight").asLong() + " in flight"
            : row.path("balanced").asBoolean() ? "balanced" : "NOT BALANCED";
    return String.format(
        "books at checkpoint %d: %s: %s", row.path("checkpoint").asLong(), counts, balance);
  }
}
