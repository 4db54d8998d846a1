package io.tidemark.local.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCommandTest {

  private static final String HOUR = "2026-01-01T10:";

  @TempDir private Path folder;

  @Test
  void everythingIsInTheJson() throws Exception {
    Path feed =
        feed(
            event("view", "00:00", "00:01"),
            event("view", "00:10", "00:11"),
            event("click", "00:04", "00:12"),
            "{broken",
            "{\"event_time\":\"2026-01-02T10:00:00Z\",\"received_time\":\"2026-01-01T10:00:20Z\"}",
            event("view", "01:30", "01:31"));
    Path file = folder.resolve("profile.json");

    run("--input", feed.toString(), "--json", file.toString());

    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertThat(json.at("/records").asInt()).isEqualTo(6);
    assertThat(json.at("/events").asInt()).isEqualTo(4);
    assertThat(json.at("/malformed").asInt()).isEqualTo(1);
    assertThat(json.toString()).contains("\"late_share\":0.25").contains("\"bound_ms\":5000");
  }

  @Test
  void theRecommendationIsWhatAJobTakes() throws Exception {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 59; i++) {
      events.add(event("view", String.format("%02d:%02d", i, i % 7), String.format("%02d:30", i)));
    }
    Path feed = feed(events.toArray(String[]::new));

    String text = run("--input", feed.toString(), "--target", "0.9");

    Profile profile = profile(feed);
    Map<String, String> recommended = Recommendation.of(profile, 0.9).parameters();
    recommended.forEach((key, value) -> assertThat(text).contains(key + ": " + value));
    ClickCountsJob job = new ClickCountsJob();
    assertThat(
            job.params(
                Parameters.of(
                    JobParameters.all(job), List.of(recommended, Map.of("window.size", "1min")))))
        .isNotNull();
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  private static Profile profile(Path feed) throws Exception {
    ProfilePlan plan = ProfilePlan.of(List.of("--input", feed.toString()));
    Profiler profiler =
        new Profiler(plan.settings(), "feed", List.of("file"), InstantSource.system());
    FileFeed.of(feed).read(profiler, new Enough(Long.MAX_VALUE));
    return profiler.profile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "svg"})
  void aPictureIsDrawn(String ending) throws Exception {
    Path feed = feed(event("a", "00:00", "00:01"), event("a", "00:09", "00:10"));
    Path picture = folder.resolve("picture." + ending);

    run("--input", feed.toString(), "--plot", picture.toString());

    assertThat(picture).isNotEmptyFile();
    byte[] bytes = Files.readAllBytes(picture);
    assertThat(new String(bytes, 0, 5, StandardCharsets.ISO_8859_1))
        .contains(ending.equals("png") ? "PNG" : "<");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_time\":5}",
        "{\"event_time\":-5000}\n{\"event_time\":-5000}",
        "{\"event_time\":\"0001-01-01T00:00:00Z\"}\n{\"event_time\":\"1999-12-31T23:59:59Z\"}",
        "{\"event_time\":5}\r\n{\"event_time\":4}",
      })
  void feedsOfFewEventsAreMeasuredToo(String feed) throws Exception {
    assertThat(run("--input", feed(feed).toString())).contains("watermark.max-out-of-orderness");
  }

  @Test
  void aLimitIsALimit() throws Exception {
    Path feed = feed(event("a", "00:00", "00:01"), event("a", "00:09", "00:10"));

    assertThat(run("--input", feed.toString(), "--limit", "1", "--json"))
        .contains("\"records\" : 1,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'' # there are no records in",
        "{} # none of the 1 records in",
        "{\"event_time\":\"9000-01-01T00:00:00Z\"} # 1 from the future",
      })
  void aFeedWithoutEventsIsAFailureInOneLine(String feed, String message) throws Exception {
    Path file = feed(feed.isEmpty() ? new String[0] : new String[] {feed});

    assertThatThrownBy(() -> run("--input", file.toString()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "                              # input: not set; a file, or for Kafka kafka.topic.events",
        "--input nowhere               # input: cannot read nowhere",
        "--input . --target 1          # target: is not between 0 and 1",
        "--input . --for 3s            # for: is for Kafka; a file ends, or has a limit",
        "--input . --limit 0           # limit: must be at least 1",
        "--input . --plot x.gif        # plot: ",
        "--input . --evnt.time /t      # evnt.time: no such parameter; did you mean event.time?",
        "--input . --event.time t      # event.time: ",
        "--input . --kafka.topic.events x # input: a file and Kafka, but one feed at a time",
      })
  void badUsageIsToldInOneLine(String args, String message) {
    assertThatThrownBy(
            () -> ProfilePlan.of(args == null ? List.of() : List.of(args.split(" +", -1))))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("\n");
  }

  private Path feed(String... lines) throws Exception {
    return Files.write(folder.resolve("feed.jsonl"), List.of(lines));
  }

  private static String event(String type, String time, String received) {
    return String.format(
        "{\"type\":\"%s\",\"event_time\":\"%s%sZ\",\"received_time\":\"%s%sZ\"}",
        type, HOUR, time, HOUR, received);
  }

  private static String run(String... args) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      new ProfileCommand().run(List.of(args));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
