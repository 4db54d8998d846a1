package io.tidemark.functions.window;

import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.OwnGaps;
import io.tidemark.functions.window.Setup.Sessions;
import io.tidemark.functions.window.Setup.Shape;
import java.time.Duration;
import java.util.Random;

/**
 * Windows from a seed: small numbers, so that their edges meet often, and now and then real ones.
 */
final class RandomSetups {

  private final Random random;

  RandomSetups(long seed) {
    this.random = new Random(seed);
  }

  Setup tumbling() {
    long size = oneOf(1, 2, 7, 10, 1000, 3_600_000);
    return any(new Aligned(size, size, below(3 * size) - size), size);
  }

  /** Sliding windows whose size is a multiple of the slide, and such where it is not. */
  Setup sliding() {
    long unit = oneOf(1, 1, 1, 1000);
    long slide = unit * oneOf(1, 2, 3, 3, 5, 7, 10);
    long size =
        random.nextBoolean() ? slide * oneOf(2, 3, 4, 9) : slide + unit * below(3 * slide / unit);
    return any(new Aligned(size, slide, below(3 * size) - size), size);
  }

  Setup sessions() {
    long gap = oneOf(1, 2, 5, 10, 10, 1000);
    return any(random.nextBoolean() ? new Sessions(gap) : new OwnGaps(), 2 * gap);
  }

  private Setup any(Shape shape, long length) {
    Accumulation accumulation = Accumulation.values()[random.nextInt(Accumulation.values().length)];
    return new Setup(shape, lateness(length), triggers(length), accumulation, random.nextBoolean());
  }

  private long lateness(long length) {
    return oneOf(0, 0, 1, length - 1, length, 2 * length + 1, below(5 * length), Long.MAX_VALUE);
  }

  private PaneTriggers triggers(long length) {
    PaneTriggers triggers = PaneTriggers.NONE;
    if (random.nextInt(3) == 0) {
      triggers = triggers.withEarlyInterval(Duration.ofMillis(oneOf(1, 3, 10, 30, Long.MAX_VALUE)));
    }
    if (random.nextInt(3) == 0) {
      long step =
          Math.max(
              1, oneOf(1, length / 5, length / 2, length - 1, length, 3 * length, Long.MAX_VALUE));
      triggers = triggers.withEarlyEventTime(Duration.ofMillis(step));
    }
    if (random.nextInt(4) == 0) {
      triggers = triggers.withEarlyCount(oneOf(1, 2, 3, 4));
    }
    if (random.nextInt(2) == 0) {
      triggers = triggers.withLateInterval(Duration.ofMillis(oneOf(1, 3, 10, Long.MAX_VALUE)));
    }
    return triggers;
  }

  private long below(long bound) {
    return random.nextLong(Math.max(1, bound));
  }

  private long oneOf(long... values) {
    return values[random.nextInt(values.length)];
  }
}
