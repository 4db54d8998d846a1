package io.tidemark.local.simulate;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** Refuses bad settings with a line that names the option, what it must be and what it is. */
final class Require {

  /** Past this, sums of times would leave the range of an instant. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  static void that(boolean good, ConfigOption<?> option, Object value, String must) {
    if (!good) {
      throw new IllegalArgumentException(
          "%s must be %s, but is %s".formatted(option.key(), must, value));
    }
  }

  static void share(ConfigOption<?> option, double share) {
    that(share >= 0 && share <= 1, option, share, "a share from 0 to 1");
  }

  static void atLeastOne(ConfigOption<?> option, int number) {
    that(number >= 1, option, number, "at least 1");
  }

  static void durationWithin(ConfigOption<?> option, Duration duration, Duration min) {
    that(duration.compareTo(min) >= 0, option, duration, "at least " + min);
    that(duration.compareTo(LONGEST) <= 0, option, duration, "at most " + LONGEST);
  }

  private Require() {}
}
