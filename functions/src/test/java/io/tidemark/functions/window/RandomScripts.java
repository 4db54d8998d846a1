package io.tidemark.functions.window;

import io.tidemark.functions.testing.Click;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Clock;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Streams from a seed, made to hit the edges of given windows. Event times are in disorder, and
 * often at the first or last millisecond of a window; watermarks follow at some distance, fall
 * behind, leap ahead, and often stand exactly where something changes; long silences come between.
 */
final class RandomScripts {

  /** All keys that there are. */
  static final List<String> KEYS = List.of("a", "b", "c", "d");

  private final Random random;

  /** How long a window is, about. */
  private final long length;

  /** From one point where something may change to the next. */
  private final long step;

  private final long offset;
  private final long gap;
  private final long lateness;
  private final int keys;
  private final long disorder;
  private long newest;
  private long watermark = Long.MIN_VALUE;
  private long clock = 1_000_000;

  private RandomScripts(Setup setup, Random random) {
    this.random = random;
    if (setup.shape() instanceof Aligned aligned) {
      this.length = aligned.sizeMs();
      this.step = aligned.slideMs();
      this.offset = aligned.offsetMs();
      this.gap = 0;
    } else {
      this.gap = setup.shape() instanceof Sessions sessions ? sessions.gapMs() : 10;
      this.length = 2 * gap;
      this.step = gap;
      this.offset = 0;
    }
    this.lateness = Math.min(setup.latenessMs(), 10 * length);
    this.keys = (int) oneOf(1, 1, 2, 4);
    this.disorder = below(4 * length);
    this.newest = oneOf(0, -3 * length, 1_767_225_600_000L, -62_000_000_000_000L + below(length));
  }

  static Script of(Setup setup, long seed) {
    return new RandomScripts(setup, new Random(seed)).write();
  }

  /** The same with events before and after a point in time. */
  static Script around(long instant, Setup setup, long seed) {
    RandomScripts scripts = new RandomScripts(setup, new Random(seed));
    scripts.newest = instant - scripts.below(4 * scripts.length);
    return scripts.write();
  }

  private Script write() {
    List<Step> steps = new ArrayList<>();
    int count = 5 + random.nextInt(60);
    while (steps.size() < count) {
      int kind = random.nextInt(20);
      steps.add(kind < 12 ? arrival(steps.size()) : kind < 17 ? mark() : clock());
    }
    if (random.nextInt(4) > 0) {
      steps.add(new Mark(Long.MAX_VALUE));
    }
    return new Script(steps);
  }

  private Arrival arrival(int number) {
    newest += random.nextInt(30) == 0 ? below(20 * length) : below(step);
    long age = random.nextInt(4) == 0 ? below(8 * length) : below(disorder + 1);
    long time = newest - age;
    if (random.nextInt(4) == 0) {
      time = edgeBefore(time) + oneOf(0, step - 1, length % step);
    }
    String id = number + "~" + oneOf(gap, gap, 1, 3 * gap, below(4 * gap));
    return new Arrival(new Click(KEYS.get(random.nextInt(keys)), id), time);
  }

  private Mark mark() {
    long someEnd = edgeBefore(newest - below(5 * length)) + length;
    watermark =
        Math.max(
            watermark,
            switch (random.nextInt(9)) {
              case 0 -> someEnd - 2;
              case 1 -> someEnd - 1;
              case 2 -> someEnd - 2 + lateness;
              case 3 -> someEnd - 1 + lateness;
              case 4 -> newest + below(2 * length);
              case 5 -> newest - below(length);
              default -> newest - disorder - 1;
            });
    return new Mark(watermark);
  }

  private Clock clock() {
    clock += oneOf(0, 1, 2, 5, 9, 40);
    return new Clock(clock);
  }

  private long edgeBefore(long time) {
    return time - Math.floorMod(time - offset, step);
  }

  private long below(long bound) {
    return random.nextLong(Math.max(1, bound));
  }

  private long oneOf(long... values) {
    return values[random.nextInt(values.length)];
  }
}
