package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.Setup.Aligned;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sliding windows made of shared slices beside those that have contents of their own each: the rows
 * must be the same, whatever the totals of the slices went through.
 */
class SlicedAgainstEachTest {

  /** Early panes after more records than ever come: so each window has contents of its own. */
  private static Setup each(Setup sliced) {
    return sliced.with(sliced.triggers().withEarlyCount(Long.MAX_VALUE));
  }

  /** Sliding windows with random everything, but no early panes that slices cannot tell of. */
  private static Setup sliced(long seed) {
    Setup setup = new RandomSetups(seed).sliding();
    PaneTriggers late = PaneTriggers.NONE.withLateInterval(setup.triggers().lateInterval());
    return setup.with(
        setup.accumulation() == Accumulation.DISCARDING
            ? late
            : late.withEarlyInterval(setup.triggers().earlyInterval()));
  }

  @Test
  void bothEmitTheSameRowsOnRandomStreams() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      Setup setup = sliced(seed);
      compare(setup, RandomScripts.of(setup, seed), seed, 0);
    }
  }

  @Test
  void aRestoreThatTurnsEarlyPanesOnOrOffGoesOnWithTheSameRows() throws Exception {
    for (long seed = 400; seed < 480; seed++) {
      Setup setup = sliced(seed);
      compare(setup, RandomScripts.of(setup, seed), seed, 0.1);
    }
  }

  @Test
  void earlyPanesInProcessingTimeAreTheSame() throws Exception {
    for (long seed = 10_000; seed < 10_250; seed++) {
      Setup setup = sliced(seed);
      if (setup.accumulation() != Accumulation.DISCARDING) {
        Duration interval = Duration.ofMillis(1 + seed % 30);
        Setup early = setup.with(setup.triggers().withEarlyInterval(interval));
        compare(early, RandomScripts.of(early, seed), seed, seed % 3 == 0 ? 0.1 : 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T01:00:00Z",
    "Europe/Berlin, 2026-10-25T01:00:00Z",
    "America/New_York, 2026-03-08T07:00:00Z",
    "America/New_York, 2026-11-01T06:00:00Z",
    "Australia/Lord_Howe, 2026-04-04T15:00:00Z",
    "Australia/Lord_Howe, 2026-10-03T15:30:00Z",
    "Africa/Monrovia, 1972-01-07T00:44:30Z"
  })
  void bothEmitTheSameRowsWhenTheClocksAreChanged(ZoneId zone, Instant change) throws Exception {
    long[][] sizesAndSlidesInMinutes = {
      {60, 30}, {120, 30}, {90, 60}, {180, 60}, {45, 20}, {1440, 360}, {240, 240 - 7}
    };
    for (long seed = 600; seed < 628; seed++) {
      long[] minutes = sizesAndSlidesInMinutes[(int) seed % sizesAndSlidesInMinutes.length];
      WindowAlignment alignment =
          new WindowAlignment(Duration.ofMinutes(seed % 3 == 0 ? 10 : 0), zone);
      Setup setup =
          sliced(seed).with(new Aligned(minutes[0] * 60_000, minutes[1] * 60_000, alignment));
      compare(setup, RandomScripts.around(change.toEpochMilli(), setup, seed), seed, 0);
    }
  }

  /**
   * Six slices are in each window. Whichever of them have records, wherever the watermark stands,
   * and whichever slice a late record comes to: as many keys as there are combinations.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLateRecordIsCountedInWhateverPartOfTheTotalItsSliceIs(boolean isDeductible)
      throws Exception {
    Setup setup =
        new Setup(
            new Aligned(6, 1, 0), 3, PaneTriggers.NONE, Accumulation.ACCUMULATING, isDeductible);
    for (int watermark = 6; watermark <= 14; watermark++) {
      List<Step> steps = new ArrayList<>();
      for (int filled = 0; filled < 1 << 6; filled++) {
        for (int lateIn = 0; lateIn <= 14; lateIn++) {
          for (int slice = 0; slice < 6; slice++) {
            if ((filled & 1 << slice) != 0) {
              // Spread over 12 slices, so that some windows have more than others.
              steps.add(new Arrival(new Click(filled + "/" + lateIn, "s" + slice), 2L * slice));
            }
          }
        }
      }
      for (int to = 0; to <= watermark; to++) {
        steps.add(new Mark(to));
      }
      for (int filled = 0; filled < 1 << 6; filled++) {
        for (int lateIn = 0; lateIn <= 14; lateIn++) {
          steps.add(new Arrival(new Click(filled + "/" + lateIn, "late"), lateIn));
          // And once more into the same slice, which is no new one then.
          steps.add(new Arrival(new Click(filled + "/" + lateIn, "later"), lateIn));
        }
      }
      for (int to = watermark + 1; to < 30; to++) {
        steps.add(new Mark(to));
      }
      compare(setup, new Script(steps), watermark, 0);
    }
  }

  private static void compare(Setup setup, Script script, long seed, double switches)
      throws Exception {
    Random random = new Random(seed);
    Setup now = switches > 0 && random.nextBoolean() ? each(setup) : setup;
    int at = 0;
    try (Windows subject = now.start(Backend.HASHMAP);
        Windows each = each(setup).start(Backend.HASHMAP)) {
      for (; at < script.steps().size(); at++) {
        Step step = script.steps().get(at);
        subject.take(step);
        each.take(step);
        assertThat(rows(subject)).as("rows").isEqualTo(rows(each));
        assertThat(subject.late()).as("late records").isEqualTo(each.late());
        if (random.nextDouble() < switches) {
          now = now.triggers().earlyCount() > 0 ? setup : each(setup);
          subject.restartAs(now.windowing(), now.aggregate());
        }
      }
      assertThat(subject.ledger()).as("ledger").isEqualTo(each.ledger());
      subject.watermark(Long.MAX_VALUE);
      assertThat(subject.stateEntries()).as("entries in state").isZero();
      assertThat(subject.timers()).as("timers").isZero();
    } catch (AssertionError | Exception e) {
      String steps = script.steps().size() > 100 ? "the script" : script.steps().toString();
      throw new AssertionError(
          String.format("seed %d, step %d of %s in %s", seed, at, steps, setup), e);
    }
  }

  /** Each window's rows in order; what comes at one moment for several windows has none. */
  private static List<WindowResult<String>> rows(Windows windows) {
    return windows.operator().results().stream()
        .sorted(
            Comparator.<WindowResult<String>, String>comparing(WindowResult::key)
                .thenComparing(row -> row.window().start())
                .thenComparing(row -> row.window().end()))
        .toList();
  }
}
