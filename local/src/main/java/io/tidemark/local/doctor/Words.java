package io.tidemark.local.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How findings are worded. */
public final class Words {

  private static final int MOST_NAMES = 4;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** A few names, and how many more there are. */
  public static String list(Collection<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? first
        : first + " and " + (names.size() - MOST_NAMES) + " more";
  }

  /** A length of time in the unit that suits it. */
  public static String length(double ms) {
    return length((long) ms);
  }

  /** A length of time in the unit that suits it. */
  public static String length(long ms) {
    Duration length = Duration.ofMillis(Math.abs(ms));
    if (length.toHours() >= 1) {
      return length.toHours() + " h " + length.toMinutesPart() + " min";
    }
    if (length.toMinutes() >= 1) {
      return length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
    return length.toMillis() >= 1_000
        ? String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1_000.0)
        : length.toMillis() + " ms";
  }

  /** A moment, in UTC. */
  public static String moment(long epochMs) {
    return TIME.format(Instant.ofEpochMilli(epochMs)) + " UTC";
  }

  /** A whole number with commas. */
  public static String count(double number) {
    return count((long) number);
  }

  /** A whole number with commas. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A part of a whole. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
