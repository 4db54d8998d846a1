package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of "Streaming Systems" (Akidau, Chernyak, Lax), chapters 2 and 4: nine scores of one
 * team. The panes, their timing and their indices are those that the book's own programs give on
 * Beam; the moments follow from the times in the script.
 */
final class StreamingSystemsTest {

  private static final String SUM = "click-counts --aggregate sum ";
  private static final String TWO_MINUTES = SUM + "--window.size 2min ";
  private static final String EARLY_AND_LATE =
      "--window.early-interval 1min --window.allowed-lateness 1000d ";

  private static final String EARLY_SIX = "12:06:39 6 12:00:53";

  private static final String SCORES =
      """
      12:04:59 5 12:00:26
      12:05:39 7 12:02:24
      12:06:13 3 12:03:39
      12:06:39 4 12:04:19
      12:07:06 8 12:03:06
      12:07:19 3 12:06:39
      12:08:19 9 12:01:25
      12:08:39 8 12:07:26
      12:09:00 1 12:07:46
      """;

  /** Knows what is still on its way: each watermark is right behind the last score before it. */
  private static final String PERFECT_WATERMARK =
      """
      12:08:39 watermark 12:02:00
      12:09:00 watermark 12:04:00
      12:09:10 watermark 12:06:00
      12:09:20 watermark 12:08:00
      """;

  /** Guesses, and does not expect the 9. */
  private static final String HEURISTIC_WATERMARK =
      """
      12:06:00 watermark 12:02:00
      12:07:30 watermark 12:04:00
      12:07:40 watermark 12:06:00
      12:09:30 watermark 12:08:00
      """;

  @TempDir Path folder;

  @Test
  void figure2x6EachRecordEmitsAPane() throws Exception {
    assertThat(
            replay(TWO_MINUTES + "--window.early-count 1", SCORES, "12:00:00 watermark 12:00:00"))
        .containsExactly(
            "12:04:59: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:05:39: +I x [12:02:00,12:04:00) EARLY 0 = 7",
            "12:06:13: +U x [12:02:00,12:04:00) EARLY 1 = 10",
            "12:06:39: +I x [12:04:00,12:06:00) EARLY 0 = 4",
            "12:07:06: +U x [12:02:00,12:04:00) EARLY 2 = 18",
            "12:07:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:08:19: +U x [12:00:00,12:02:00) EARLY 1 = 14",
            "12:08:39: +U x [12:06:00,12:08:00) EARLY 1 = 11",
            "12:09:00: +U x [12:06:00,12:08:00) EARLY 2 = 12");
  }

  @Test
  void figure2x10WithAPerfectWatermarkNothingIsLate() throws Exception {
    assertThat(replay(TWO_MINUTES, SCORES, PERFECT_WATERMARK))
        .containsExactly(
            "12:08:39: +I x [12:00:00,12:02:00) ON_TIME 0 = 14 last",
            "12:09:00: +I x [12:02:00,12:04:00) ON_TIME 0 = 18 last",
            "12:09:10: +I x [12:04:00,12:06:00) ON_TIME 0 = 4 last",
            "12:09:20: +I x [12:06:00,12:08:00) ON_TIME 0 = 12 last");
  }

  @Test
  void figure2x10WithAHeuristicWatermarkTheNineIsTooLate() throws Exception {
    Replayed replayed = replayed(TWO_MINUTES, SCORES, HEURISTIC_WATERMARK);
    assertThat(replayed.resultsByTheClock())
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) ON_TIME 0 = 5 last",
            "12:07:30: +I x [12:02:00,12:04:00) ON_TIME 0 = 18 last",
            "12:07:40: +I x [12:04:00,12:06:00) ON_TIME 0 = 4 last",
            "12:09:30: +I x [12:06:00,12:08:00) ON_TIME 0 = 12 last");
    assertThat(replayed.lines("late")).singleElement().asString().contains("\"value\":9");
  }

  @Test
  void figure2x11EarlyAndOnTimeWithAPerfectWatermark() throws Exception {
    assertThat(replay(TWO_MINUTES + EARLY_AND_LATE, SCORES, PERFECT_WATERMARK))
        .containsExactly(
            "12:06:13: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:06:39: +I x [12:02:00,12:04:00) EARLY 0 = 10",
            "12:08:19: +I x [12:04:00,12:06:00) EARLY 0 = 4",
            "12:08:19: +U x [12:02:00,12:04:00) EARLY 1 = 18",
            "12:08:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:08:39: +U x [12:00:00,12:02:00) ON_TIME 1 = 14",
            "12:09:00: +U x [12:02:00,12:04:00) ON_TIME 2 = 18",
            "12:09:10: +U x [12:04:00,12:06:00) ON_TIME 1 = 4",
            "12:09:20: +U x [12:06:00,12:08:00) ON_TIME 1 = 12");
  }

  @Test
  void figure2x11EarlyOnTimeAndLateWithAHeuristicWatermark() throws Exception {
    assertThat(replay(TWO_MINUTES + EARLY_AND_LATE, SCORES, HEURISTIC_WATERMARK))
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:06:00: +U x [12:00:00,12:02:00) ON_TIME 1 = 5",
            "12:06:39: +I x [12:02:00,12:04:00) EARLY 0 = 10",
            "12:07:30: +U x [12:02:00,12:04:00) ON_TIME 1 = 18",
            "12:07:40: +I x [12:04:00,12:06:00) EARLY 0 = 4",
            "12:07:40: +U x [12:04:00,12:06:00) ON_TIME 1 = 4",
            "12:08:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:08:19: +U x [12:00:00,12:02:00) LATE 2 = 14",
            "12:09:30: +U x [12:06:00,12:08:00) ON_TIME 1 = 12");
  }

  @Test
  void figure2x12TwoMinutesOfAllowedLatenessTakeTheSixAndNotTheNine() throws Exception {
    Replayed replayed =
        replayed(
            TWO_MINUTES + "--window.early-interval 1min --window.allowed-lateness 2min",
            SCORES + EARLY_SIX,
            HEURISTIC_WATERMARK);
    assertThat(replayed.resultsByTheClock())
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:06:00: +U x [12:00:00,12:02:00) ON_TIME 1 = 5",
            "12:06:39: +I x [12:02:00,12:04:00) EARLY 0 = 10",
            "12:06:39: +U x [12:00:00,12:02:00) LATE 2 = 11",
            "12:07:30: +U x [12:02:00,12:04:00) ON_TIME 1 = 18",
            "12:07:40: +I x [12:04:00,12:06:00) EARLY 0 = 4",
            "12:07:40: +U x [12:04:00,12:06:00) ON_TIME 1 = 4",
            "12:08:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:09:30: +U x [12:06:00,12:08:00) ON_TIME 1 = 12");
    assertThat(replayed.lines("late")).singleElement().asString().contains("\"value\":9");
  }

  @Test
  void figure2x13DiscardingPanesHaveTheirOwnShare() throws Exception {
    assertThat(
            replay(
                TWO_MINUTES + EARLY_AND_LATE + "--window.accumulation discarding",
                SCORES,
                HEURISTIC_WATERMARK))
        .containsExactly(
            "12:06:00: +I x [12:00:00,12:02:00) EARLY 0 = 5",
            "12:06:00: +I x [12:00:00,12:02:00) ON_TIME 1 = 0",
            "12:06:39: +I x [12:02:00,12:04:00) EARLY 0 = 10",
            "12:07:30: +I x [12:02:00,12:04:00) ON_TIME 1 = 8",
            "12:07:40: +I x [12:04:00,12:06:00) EARLY 0 = 4",
            "12:07:40: +I x [12:04:00,12:06:00) ON_TIME 1 = 0",
            "12:08:19: +I x [12:06:00,12:08:00) EARLY 0 = 3",
            "12:08:19: +I x [12:00:00,12:02:00) LATE 2 = 9",
            "12:09:30: +I x [12:06:00,12:08:00) ON_TIME 1 = 9");
  }

  @Test
  void figure4x7SessionsGrowAndJoin() throws Exception {
    assertThat(
            replay(
                SUM + "--window.session-gap 1min " + EARLY_AND_LATE,
                SCORES,
                HEURISTIC_WATERMARK + "12:09:30 watermark 12:09:00"))
        .containsExactly(
            "12:06:00: +I x [12:00:26,12:01:26) EARLY 0 = 5",
            "12:06:00: +U x [12:00:26,12:01:26) ON_TIME 1 = 5",
            "12:06:39: +I x [12:02:24,12:03:24) EARLY 0 = 7",
            "12:07:19: +I x [12:02:24,12:05:19) EARLY 0 = 22",
            "12:07:40: +U x [12:02:24,12:05:19) ON_TIME 1 = 22",
            "12:08:19: +I x [12:06:39,12:07:39) EARLY 0 = 3",
            "12:08:19: +I x [12:00:26,12:05:19) LATE 0 = 36",
            "12:09:30: +I x [12:06:39,12:08:46) ON_TIME 0 = 12");
  }

  private List<String> replay(String job, String scores, String watermarks) throws Exception {
    return replayed(job, scores, watermarks).resultsByTheClock();
  }

  /** Both in one script, by their processing times; at the same time a score goes first. */
  private Replayed replayed(String job, String scores, String watermarks) throws Exception {
    List<String> lines = new ArrayList<>((scores + "\n" + watermarks).lines().toList());
    lines.removeIf(String::isBlank);
    lines.sort((a, b) -> a.substring(0, 8).compareTo(b.substring(0, 8)));
    return Replayed.script(
        folder,
        job.strip(),
        lines.stream().map(StreamingSystemsTest::scriptLine).toArray(String[]::new));
  }

  private static String scriptLine(String line) {
    String[] words = line.split(" ", -1);
    String what =
        words[1].equals("watermark")
            ? String.format("\"watermark\":\"2018-01-01T%sZ\"", words[2])
            : String.format(
                "\"event\":{\"event_time\":\"2018-01-01T%sZ\",\"item_id\":\"x\",\"value\":%s}",
                words[2], words[1]);
    return String.format("{%s,\"at\":\"2018-01-01T%sZ\"}", what, words[0]);
  }
}
