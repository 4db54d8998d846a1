package io.tidemark.functions.window;

import io.tidemark.functions.testing.Click;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A stream and the windows that it goes through: what arrives, and where the watermark moves
 * between.
 */
record Script(long sizeMs, long allowedLatenessMs, List<Step> steps) {

  sealed interface Step {}

  record Arrival(Click click, long eventTimeMs) implements Step {}

  record Mark(long watermark) implements Step {}

  private static final String[] KEYS = {"a", "b", "c", "d"};

  /**
   * A stream from a seed. Event times are in disorder, and often at the first or last millisecond
   * of a window; watermarks follow at some distance, fall behind, leap ahead, and often stand
   * exactly where something changes.
   */
  static Script random(long seed) {
    return new Writer(new Random(seed)).write();
  }

  private static final class Writer {

    private final Random random;
    private final long size;
    private final long lateness;
    private final int keys;
    private final long disorder;
    private long newest;
    private long watermark = Long.MIN_VALUE;

    Writer(Random random) {
      this.random = random;
      this.size = oneOf(1, 2, 7, 10, 1000, 3_600_000);
      this.lateness = oneOf(0, 0, 1, size - 1, size, 2 * size + 1, below(5 * size), Long.MAX_VALUE);
      this.keys = 1 + random.nextInt(KEYS.length);
      this.disorder = below(4 * size);
      this.newest = oneOf(0, -3 * size, 1_767_225_600_000L, -62_000_000_000_000L + below(size));
    }

    Script write() {
      List<Step> steps = new ArrayList<>();
      int length = 5 + random.nextInt(60);
      while (steps.size() < length) {
        steps.add(random.nextInt(10) < 7 ? arrival(steps.size()) : mark());
      }
      if (random.nextBoolean()) {
        steps.add(new Mark(Long.MAX_VALUE));
      }
      return new Script(size, lateness, steps);
    }

    private Arrival arrival(int number) {
      newest += below(size);
      long age = random.nextInt(4) == 0 ? below(8 * size) : below(disorder + 1);
      long time = newest - age;
      long time1 = random.nextInt(4) == 0 ? startOf(time) + oneOf(0, size - 1) : time;
      return new Arrival(new Click(KEYS[random.nextInt(keys)], Integer.toString(number)), time1);
    }

    private Mark mark() {
      long bounded = newest - disorder - 1;
      long someEnd = startOf(newest - below(5 * size)) + size;
      watermark =
          Math.max(
              watermark,
              switch (random.nextInt(8)) {
                case 0 -> someEnd - 2;
                case 1 -> someEnd - 1;
                case 2 -> someEnd - 2 + Math.min(lateness, 10 * size);
                case 3 -> someEnd - 1 + Math.min(lateness, 10 * size);
                case 4 -> newest + below(2 * size);
                default -> bounded;
              });
      return new Mark(watermark);
    }

    private long startOf(long time) {
      return Math.floorDiv(time, size) * size;
    }

    private long below(long bound) {
      return random.nextLong(Math.max(1, bound));
    }

    private long oneOf(long... values) {
      return values[random.nextInt(values.length)];
    }
  }
}
