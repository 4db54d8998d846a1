package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.WindowBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random clicks in random order, late and too late, with subtasks at different watermarks, restarts
 * and rescales: the ranks are those of all the clicks that were accepted, counted and sorted.
 */
class TopNAgainstModelTest {

  private static final int STEPS = 120;
  private static final int ITEMS = 14;
  private static final int MOST_SUBTASKS = 4;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void ranksAreThoseOfAllCountsSorted(Backend backend) throws Exception {
    for (int seed = 0; seed < (backend == Backend.ROCKSDB ? 1 : 5); seed++) {
      new Run(seed, backend).compare();
    }
  }

  @Test
  @Tag("long")
  void ranksAreThoseOfAllCountsSortedInThousandsOfRuns() throws Exception {
    for (int seed = 1_000; seed < 6_000; seed++) {
      new Run(seed, seed % 20 == 0 ? Backend.ROCKSDB : Backend.HASHMAP).compare();
    }
  }

  private static final class Run {

    private final int seed;
    private final Random random;
    private final Backend backend;
    private final TopSpec spec;
    private final long size;
    private final long slide;

    /** The oracle: how often each item of a segment was accepted in a window. */
    private final Map<String, Map<WindowBounds, Map<String, Long>>> counts = new HashMap<>();

    /** The watermark that each key is judged by. */
    private final Map<String, Long> watermarks = new HashMap<>();

    /** Up to where each subtask has come since the last restart. */
    private final long[] reached = new long[MOST_SUBTASKS];

    private long now;
    private long clock;

    Run(int seed, Backend backend) {
      this.seed = seed;
      this.random = new Random(seed);
      this.backend = backend;
      Arrays.fill(reached, Long.MIN_VALUE);
      this.slide = 1L + random.nextInt(20);
      this.size = slide + (random.nextBoolean() ? 0 : random.nextInt(40));
      this.spec =
          new TopSpec(
              1 + random.nextInt(5),
              random.nextBoolean(),
              Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(60)),
              triggers(),
              random.nextBoolean() ? Accumulation.ACCUMULATING : Accumulation.RETRACTING);
    }

    private PaneTriggers triggers() {
      PaneTriggers triggers = PaneTriggers.NONE;
      return switch (random.nextInt(6)) {
        case 0 -> triggers.withEarlyInterval(Duration.ofMillis(1 + random.nextInt(30)));
        case 1 -> triggers.withEarlyCount(1 + random.nextInt(3));
        case 2 -> triggers.withEarlyEventTime(Duration.ofMillis(1 + random.nextInt(10)));
        case 3 -> triggers.withLateInterval(Duration.ofMillis(1 + random.nextInt(30)));
        case 4 ->
            new PaneTriggers(Duration.ofMillis(8), Duration.ofMillis(7), 4, Duration.ofMillis(6));
        default -> triggers;
      };
    }

    void compare() throws Exception {
      RanksView view = new RanksView(spec.accumulation());
      try (RankedWindows windows = new RankedWindows(size, slide, spec, backend)) {
        if (random.nextBoolean()) {
          windows.restart(1 + random.nextInt(MOST_SUBTASKS), 1 + random.nextInt(3));
        }
        for (int step = 0; step < STEPS; step++) {
          take(windows);
          view.take(windows.rows());
          if (spec.triggers().lateInterval().isZero()) {
            compare(view, false);
          }
        }
        windows.watermark(Long.MAX_VALUE);
        view.take(windows.rows());
        compare(view, true);
        assertThat(windows.stateEntries()).isZero();
        assertThat(windows.timers()).isZero();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", " + spec + ", " + size + "/" + slide, e);
      }
    }

    private void take(RankedWindows windows) throws Exception {
      int dice = random.nextInt(100);
      if (dice < 70) {
        now += random.nextInt(4);
        // Some are more popular than others; ids are not in the order of popularity.
        int item = Math.min(random.nextInt(ITEMS), random.nextInt(ITEMS)) * 5 % ITEMS;
        click("i" + item, "s" + item % 3, now - random.nextInt(60), windows);
      } else if (dice < 82) {
        advance(windows, random.nextInt(windows.subtasks()), now - random.nextInt(20));
      } else if (dice < 88) {
        long watermark = now - random.nextInt(30);
        for (int subtask = 0; subtask < windows.subtasks(); subtask++) {
          advance(windows, subtask, watermark);
        }
      } else if (dice < 97) {
        clock += random.nextInt(20);
        windows.clock(clock);
      } else {
        windows.restart(1 + random.nextInt(MOST_SUBTASKS), 1 + random.nextInt(3));
        Arrays.fill(reached, Long.MIN_VALUE);
      }
    }

    private void advance(RankedWindows windows, int subtask, long watermark) throws Exception {
      reached[subtask] = Math.max(reached[subtask], watermark);
      windows.watermarkAt(subtask, reached[subtask]);
      for (int item = 0; item < ITEMS; item++) {
        String key = key("i" + item, "s" + item % 3);
        if (OperatorUnderTest.subtaskOf(key, windows.subtasks()) == subtask) {
          watermarks.merge(key, watermark, Math::max);
        }
      }
    }

    private String key(String item, String segment) {
      return spec.bySegment() ? SegmentKey.of(segment, item) : item;
    }

    private void click(String item, String segment, long time, RankedWindows windows)
        throws Exception {
      String key = key(item, segment);
      windows.send(key, time);
      long watermark = watermarks.getOrDefault(key, Long.MIN_VALUE);
      for (long start = Math.floorDiv(time, slide) * slide; start > time - size; start -= slide) {
        WindowBounds window = new WindowBounds(start, start + size);
        if (watermark < window.completeAt() + spec.allowedLateness().toMillis()) {
          counts
              .computeIfAbsent(spec.bySegment() ? segment : TopSpec.ALL, s -> new HashMap<>())
              .computeIfAbsent(window, w -> new HashMap<>())
              .merge(item, 1L, Long::sum);
        }
      }
    }

    /**
     * The ranks of all windows at the end, and before it of those that were told to be complete.
     */
    private void compare(RanksView view, boolean atTheEnd) {
      counts.forEach(
          (segment, windows) ->
              windows.forEach(
                  (window, items) -> {
                    if (atTheEnd || view.isTold(segment, window)) {
                      assertThat(view.of(segment, window))
                          .as(segment + " " + window)
                          .isEqualTo(sorted(items));
                    }
                  }));
    }

    private List<Contender> sorted(Map<String, Long> items) {
      List<Contender> all = new ArrayList<>();
      items.forEach((item, count) -> all.add(new Contender(item, count)));
      return all.stream().sorted().limit(spec.n()).toList();
    }
  }
}
