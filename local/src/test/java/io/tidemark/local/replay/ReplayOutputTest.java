package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four files of a replay, and that they are the same each time. */
final class ReplayOutputTest {

  private static final String COUNTS =
      "click-counts --event.time.format epoch-millis --window.size 10ms ";

  @TempDir Path folder;

  @Test
  void aResultHasTheMomentOfItsEmissionAtItsEnd() throws Exception {
    assertThat(
            replay(COUNTS, "x@1 at 1767261600000", "watermark 9 at 1767261600001").lines("results"))
        .containsExactly(
            "{\"op\":\"+I\",\"key\":\"x\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                + "\"window_end\":\"1970-01-01T00:00:00.010Z\",\"timing\":\"ON_TIME\",\"pane\":0,"
                + "\"last\":true,\"count\":1,\"emitted_at\":\"2026-01-01T10:00:00.001Z\"}");
  }

  @Test
  void aLateEventIsWrittenAsItWasRead() throws Exception {
    assertThat(
            replay(
                    COUNTS,
                    "watermark 9 at 1",
                    "{\"at\":2,\"event\":{ \"item_id\" : \"\\u0078\",\"event_time\":1.0 }}")
                .lines("late"))
        .containsExactly(
            "{\"event\":{ \"item_id\" : \"\\u0078\",\"event_time\":1.0 },"
                + "\"event_time\":\"1970-01-01T00:00:00.001Z\","
                + "\"watermark\":\"1970-01-01T00:00:00.009Z\",\"outcome\":\"late_dropped\","
                + "\"missed_windows\":[{\"start\":\"1970-01-01T00:00:00.000Z\","
                + "\"end\":\"1970-01-01T00:00:00.010Z\"}]}");
  }

  @Test
  void aMalformedEventIsADeadLetterWithItsLineAndTheReplayGoesOn() throws Exception {
    Replayed replayed =
        replay(
            COUNTS,
            "x@1 at 1",
            "{\"event\":{\"event_time\":2},\"at\":2}",
            "",
            "{\"event\":{\"item_id\":\"x\",\"event_time\":\"half past ten\"},\"at\":3}",
            "x@4 at 4");
    assertThat(replayed.lines("dead-letters"))
        .containsExactly(
            "{\"reason\":\"malformed\",\"error\":\"no text or number at /item_id (group.by)\","
                + "\"file\":\""
                + folder.resolve("script.jsonl")
                + "\",\"line\":2,\"raw\":\"{\\\"event_time\\\":2}\"}",
            "{\"reason\":\"malformed\",\"error\":\"event.time: 'half past ten' is no time\","
                + "\"file\":\""
                + folder.resolve("script.jsonl")
                + "\",\"line\":4,\"raw\":\"{\\\"item_id\\\":\\\"x\\\",\\\"event_time\\\":"
                + "\\\"half past ten\\\"}\"}");
    assertThat(replayed.results()).containsExactly("4: +I x [0,10) ON_TIME 0 = 2 last");
    assertThat(replayed.books())
        .hasToString("read=4 on_time=2 malformed=2 assigned=2 assigned_on_time=2");
  }

  @Test
  void filterAndDuplicatesAreInTheBooks() throws Exception {
    Replayed replayed =
        replay(
            COUNTS
                + "--filter.types click --dedup.horizon 5ms --event.id /n"
                + " --watermark.max-out-of-orderness 1h",
            click("click", 1, "a"),
            click("view", 1, "b"),
            click("click", 2, "a"),
            click("click", 3, "c"),
            // As far apart as the horizon: another event.
            click("click", 6, "a"));
    assertThat(replayed.results()).containsExactly("0: +I x [0,10) ON_TIME 0 = 3 last");
    assertThat(replayed.books())
        .hasToString("read=5 on_time=3 filtered=1 duplicate=1 assigned=3 assigned_on_time=3");
  }

  private static String click(String type, int time, String id) {
    return String.format(
        "{\"event\":{\"item_id\":\"x\",\"type\":\"%s\",\"event_time\":%d,\"n\":\"%s\"}}",
        type, time, id);
  }

  @Test
  void aScriptWithNothingInItLeavesEmptyFilesAndBooksThatBalance() throws Exception {
    Replayed replayed = replay(COUNTS);
    assertThat(replayed.lines("results")).isEmpty();
    assertThat(replayed.lines("late")).isEmpty();
    assertThat(replayed.lines("dead-letters")).isEmpty();
    assertThat(replayed.books().isEmpty()).isTrue();
  }

  @Test
  void oldFilesOfThoseNamesAreBegunAnewAndOthersStay() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("late.jsonl"), "old\n");
    Files.writeString(out.resolve("notes.txt"), "mine\n");
    replay(COUNTS, "x@1");
    assertThat(out.resolve("late.jsonl")).isEmptyFile();
    assertThat(out.resolve("notes.txt")).hasContent("mine\n");
  }

  // ---------------------------------------------------------------- the same each time

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--window.size 20ms",
        "--window.size 20ms --window.slide 7ms --window.accumulation retracting",
        "--window.size 20ms --window.slide 7ms --window.early-interval 11ms",
        "--window.session-gap 6ms --window.accumulation retracting --window.early-interval 9ms",
        "--window.size 20ms --dedup.horizon 50ms --event.id /value",
      })
  void theSameScriptGivesTheSameBytesAgainAndOnEitherBackend(String windows) throws Exception {
    String job =
        "click-counts --event.time.format epoch-millis --aggregate sum"
            + " --window.allowed-lateness 15ms --window.late-interval 4ms "
            + windows;
    long seed = System.nanoTime();
    String[] script = randomScript(new Random(seed));
    List<String> first = everything(job + " --state.backend hashmap", script);
    assertThat(first).as("seed %d", seed).hasSizeGreaterThan(100);
    assertThat(everything(job + " --state.backend hashmap", script))
        .as("again, seed %d", seed)
        .isEqualTo(first);
    assertThat(everything(job + " --state.backend rocksdb", script))
        .as("rocksdb, seed %d", seed)
        .isEqualTo(first);
  }

  /** Many keys whose windows fire at once: their order is what could differ. */
  private static String[] randomScript(Random random) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < 400; at++) {
      int newest = Math.max(0, at - 30);
      lines.add(
          random.nextInt(12) == 0
              ? "watermark " + newest + " at " + at
              : String.format(
                  "k%d@%d=%d at %d",
                  random.nextInt(40), newest + random.nextInt(40), random.nextInt(100), at));
    }
    lines.add("watermark 1000 at 1000");
    return lines.toArray(String[]::new);
  }

  private List<String> everything(String job, String... script) throws Exception {
    Replayed replayed = replay(job, script);
    List<String> lines = new ArrayList<>();
    for (String output : List.of("results", "late", "dead-letters", "ledger")) {
      lines.addAll(replayed.lines(output));
    }
    return lines;
  }

  private Replayed replay(String job, String... lines) throws Exception {
    return Replayed.script(folder, job.strip(), lines);
  }
}
