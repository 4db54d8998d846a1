package io.tidemark.local.profile;

import java.time.Duration;
import java.util.Locale;

/** Writes lengths of time and shares for people. */
final class Spans {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Spans() {}

  /** As a parameter takes it, in the largest unit that it is a whole number of: {@code 90s}. */
  static String exact(long lengthMs) {
    if (lengthMs == 0) {
      return "0s";
    }
    if (lengthMs % DAY == 0) {
      return lengthMs / DAY + "d";
    }
    if (lengthMs % HOUR == 0) {
      return lengthMs / HOUR + "h";
    }
    if (lengthMs % MINUTE == 0) {
      return lengthMs / MINUTE + "min";
    }
    return lengthMs % SECOND == 0 ? lengthMs / SECOND + "s" : lengthMs + "ms";
  }

  /** Short, to about three digits: {@code 870ms}, {@code 3.37s}, {@code 2h 5min}. */
  static String text(long lengthMs) {
    if (lengthMs < 0) {
      return "-" + text(-lengthMs);
    }
    Duration length = Duration.ofMillis(lengthMs);
    if (lengthMs == 0) {
      return "0";
    }
    if (lengthMs < SECOND) {
      return lengthMs + "ms";
    }
    if (lengthMs < MINUTE) {
      String seconds =
          String.format(
              Locale.ROOT, lengthMs < 10 * SECOND ? "%.2f" : "%.1f", lengthMs / (double) SECOND);
      return seconds.replaceFirst("\\.?0+$", "") + "s";
    }
    if (lengthMs < HOUR) {
      return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
    }
    if (lengthMs < DAY) {
      return two(length.toHours(), "h", length.toMinutesPart(), "min");
    }
    return two(length.toDays(), "d", length.toHoursPart(), "h");
  }

  private static String two(long large, String unit, int small, String smallUnit) {
    return large + unit + (small == 0 ? "" : " " + small + smallUnit);
  }

  /** A share as per cent; what is not 0 or all does not look like it. */
  static String percent(double share) {
    double percent = 100 * share;
    if (percent == 0 || percent == 100) {
      return (int) percent + " %";
    }
    if (percent < 0.001) {
      return "<0.001 %";
    }
    if (percent > 99.999) {
      return ">99.999 %";
    }
    boolean fine = percent < 1 || percent > 99;
    return String.format(Locale.ROOT, fine ? "%.3f %%" : "%.2f %%", percent);
  }
}
