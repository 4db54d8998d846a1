package io.tidemark.jobs.eventrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference, which is looked at each 100 ms of a clock that the test moves. */
class RouteEventsTest {

  private static final Duration EVERY = Duration.ofMillis(100);

  @TempDir private Path folder;

  private Path reference;
  private long changes;
  private OneInputStreamOperatorTestHarness<Event, RoutedEvent> job;

  @BeforeEach
  void start() throws Exception {
    reference = folder.resolve("items.json");
    write("{\"i1\": {\"category\": \"tv\"}}");
    job =
        new OneInputStreamOperatorTestHarness<>(
            new RouteEvents(
                List.of(new Rule("all", "all", List.of())),
                new ReferenceSettings(reference.toString(), "/item_id", EVERY)));
    job.open();
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
  }

  @Test
  void aReferenceThatChangesIsReadAgainWhileTheJobRuns() throws Exception {
    assertThat(known("i1")).isEqualTo("\"category\":\"tv\"");
    assertThat(known("i2")).isNull();

    write("{\"i1\": {\"category\": \"radio\"}, \"i2\": {\"category\": \"tv\"}}");
    job.setProcessingTime(99);
    assertThat(known("i1")).isEqualTo("\"category\":\"tv\"");
    job.setProcessingTime(100);
    assertThat(known("i1")).isEqualTo("\"category\":\"radio\"");
    assertThat(known("i2")).isEqualTo("\"category\":\"tv\"");

    write("{}");
    job.setProcessingTime(200);
    assertThat(known("i1")).isNull();
  }

  @Test
  void whatWasKnownStaysKnownWhileTheFileIsBrokenOrGone() throws Exception {
    write("{\"i1\": ");
    job.setProcessingTime(100);
    assertThat(known("i1")).isEqualTo("\"category\":\"tv\"");

    Files.delete(reference);
    job.setProcessingTime(200);
    assertThat(known("i1")).isEqualTo("\"category\":\"tv\"");

    write("{\"i1\": {\"category\": \"radio\"}}");
    job.setProcessingTime(300);
    assertThat(known("i1")).isEqualTo("\"category\":\"radio\"");
  }

  /** Each time with another time of change, however soon after the last one. */
  private void write(String json) throws Exception {
    Files.writeString(reference, json);
    Files.setLastModifiedTime(reference, FileTime.fromMillis(1_000_000 + 1_000 * changes++));
  }

  private String known(String item) throws Exception {
    byte[] raw = String.format("{\"item_id\":\"%s\"}", item).getBytes(UTF_8);
    job.processElement(
        new Event(item, null, null, item, null, 0, Event.NO_TIME, Event.NO_TIME, Double.NaN, raw),
        0);
    List<RoutedEvent> routed = job.extractOutputValues();
    return routed.get(routed.size() - 1).reference();
  }
}
