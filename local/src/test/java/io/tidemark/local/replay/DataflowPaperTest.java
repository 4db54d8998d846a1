package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of "The Dataflow Model" (Akidau et al., VLDB 2015, section 2.4, figures 5 to 14): ten
 * integers with one key, summed. The paper draws its times and does not print them; the file's are
 * near to the figures. Partial sums come a minute after the first change here, at each full minute
 * there. The sessions are those of the paper's text, one after the other.
 */
final class DataflowPaperTest {

  private static final Path PAPER = Path.of("..", "docs", "examples", "dataflow-paper.jsonl");

  private static final String SUM = "click-counts --aggregate sum --window.allowed-lateness 1h ";

  @TempDir Path folder;

  @Test
  void everythingInOneBatchIsFiftyOne() throws Exception {
    assertThat(batch("--window.size 1d"))
        .containsExactly("12:09:30: +I x [00:00:00,00:00:00) ON_TIME 0 = 51 last");
  }

  @Test
  void aBatchByWindowsOfTwoMinutes() throws Exception {
    assertThat(batch("--window.size 2min"))
        .containsExactly(
            "12:09:30: +I x [12:00:00,12:02:00) ON_TIME 0 = 14 last",
            "12:09:30: +I x [12:02:00,12:04:00) ON_TIME 0 = 22 last",
            "12:09:30: +I x [12:04:00,12:06:00) ON_TIME 0 = 3 last",
            "12:09:30: +I x [12:06:00,12:08:00) ON_TIME 0 = 12 last");
  }

  @Test
  void windowsFireAtTheWatermarkAndTheNineThatComesLateRefinesTheFirst() throws Exception {
    assertThat(stream("--window.size 2min"))
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) ON_TIME 0 = 5",
            "12:07:30: +I x [12:02:00,12:04:00) ON_TIME 0 = 22",
            "12:07:40: +I x [12:04:00,12:06:00) ON_TIME 0 = 3",
            "12:08:19: +U x [12:00:00,12:02:00) LATE 1 = 14",
            "12:09:30: +I x [12:06:00,12:08:00) ON_TIME 0 = 12");
  }

  @Test
  void partialSumsComeEachMinuteWhereSomethingHasChanged() throws Exception {
    assertThat(stream("--window.size 2min --window.early-interval 1min"))
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:06:00: +U x [12:00:00,12:02:00) ON_TIME 1 = 5",
            "12:06:39: +I x [12:02:00,12:04:00) EARLY 0 = 10",
            "12:07:30: +U x [12:02:00,12:04:00) ON_TIME 1 = 22",
            "12:07:40: +I x [12:04:00,12:06:00) ON_TIME 0 = 3",
            "12:08:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:08:19: +U x [12:00:00,12:02:00) LATE 2 = 14",
            "12:09:30: +U x [12:06:00,12:08:00) ON_TIME 1 = 12");
  }

  @Test
  void discardedPanesAddUp() throws Exception {
    assertThat(
            stream(
                "--window.size 2min --window.early-interval 1min"
                    + " --window.accumulation discarding"))
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:06:00: +I x [12:00:00,12:02:00) ON_TIME 1 = 0",
            "12:06:39: +I x [12:02:00,12:04:00) EARLY 0 = 10",
            "12:07:30: +I x [12:02:00,12:04:00) ON_TIME 1 = 12",
            "12:07:40: +I x [12:04:00,12:06:00) ON_TIME 0 = 3",
            "12:08:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:08:19: +I x [12:00:00,12:02:00) LATE 2 = 9",
            "12:09:30: +I x [12:06:00,12:08:00) ON_TIME 1 = 9");
  }

  @Test
  void sessionsAreTakenBackWhenTheyBecomePartOfALongerOne() throws Exception {
    assertThat(
            stream(
                "--window.session-gap 1min --window.early-interval 1min"
                    + " --window.accumulation retracting"))
        .containsExactly(
            // The singleton sessions of 5 and 7, and a third one, of 10.
            "12:06:00: +I x [12:00:26,12:01:26) EARLY 0 = 5",
            // The word that the session of 5 is complete: here that is a pane of its own.
            "12:06:00: -U x [12:00:26,12:01:26) ON_TIME 1 = 5",
            "12:06:00: +U x [12:00:26,12:01:26) ON_TIME 1 = 5",
            "12:06:39: +I x [12:02:26,12:03:26) EARLY 0 = 7",
            "12:07:06: +I x [12:03:39,12:05:19) EARLY 0 = 10",
            // The 8 has joined 7 and 10; the watermark passes the end of that session.
            "12:07:40: -D x [12:02:26,12:03:26) ON_TIME 1 = 7 last",
            "12:07:40: -D x [12:03:39,12:05:19) ON_TIME 1 = 10 last",
            "12:07:40: +I x [12:02:26,12:05:19) ON_TIME 0 = 25",
            "12:08:19: +I x [12:06:39,12:07:39) EARLY 0 = 3",
            // The 9 comes late, and joins 5 and 25.
            "12:08:19: -D x [12:00:26,12:01:26) LATE 2 = 5 last",
            "12:08:19: -D x [12:02:26,12:05:19) LATE 1 = 25 last",
            "12:08:19: +I x [12:00:26,12:05:19) LATE 0 = 39",
            // The same dance for 3, 8 and 1.
            "12:09:30: -D x [12:06:39,12:07:39) ON_TIME 1 = 3 last",
            "12:09:30: +I x [12:06:39,12:08:46) ON_TIME 0 = 12");
  }

  private List<String> stream(String parameters) throws Exception {
    return Replayed.file(folder, SUM + parameters, PAPER).resultsByTheClock();
  }

  /** The same file without its watermarks, and nothing is late: all windows fire at the end. */
  private List<String> batch(String parameters) throws Exception {
    Path batch = folder.resolve("batch.jsonl");
    Files.write(
        batch,
        Files.readAllLines(PAPER).stream()
            .map(line -> line.replaceFirst("\"watermark\":\"[^\"]*\",", ""))
            .toList());
    return Replayed.file(
            folder,
            "click-counts --aggregate sum --watermark.max-out-of-orderness 1h " + parameters,
            batch)
        .resultsByTheClock();
  }
}
