package io.tidemark.functions.event;

/**
 * Reads ISO-8601 times, one pass over the bytes: RFC 3339's form, and of ISO's other freedoms those
 * that feeds use: a space for the {@code T}, no seconds, no offset (UTC), an offset of hours only.
 *
 * <p>By hand, since Java's formatter took longer than all the rest of decoding.
 */
final class IsoTime {

  /** What is returned for a text that is no time. */
  static final long NONE = Long.MIN_VALUE;

  private static final int MINUTES_AT = "YYYY-MM-DDThh:".length();
  private static final int SHORTEST = "YYYY-MM-DDThh:mm".length();

  private static final long SECONDS_PER_DAY = 86_400;
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };

  /** Far below any two digits, so that it stays below zero whatever is added to it. */
  private static final int NO_DIGITS = -1_000_000;

  private IsoTime() {}

  /** Epoch milliseconds, parts of one cut off towards the past, or {@link #NONE}. */
  static long parse(byte[] text, int from, int to) {
    if (to - from < SHORTEST) {
      return NONE;
    }
    int year = two(text, from) * 100 + two(text, from + 2);
    int month = two(text, from + 5);
    int day = two(text, from + 8);
    int hour = two(text, from + 11);
    int minute = two(text, from + MINUTES_AT);
    byte between = text[from + 10];
    if (year < 0
        || text[from + 4] != '-'
        || !isBetween(1, month, 12)
        || text[from + 7] != '-'
        || !isBetween(1, day, daysInMonth(year, month))
        || ((between | 0x20) != 't' && between != ' ')
        || !isBetween(0, hour, 23)
        || text[from + 13] != ':'
        || !isBetween(0, minute, 59)) {
      return NONE;
    }
    int at = from + SHORTEST;
    int second = 0;
    int milli = 0;
    if (at < to && text[at] == ':') {
      second = at + 2 < to ? two(text, at + 1) : NO_DIGITS;
      at += 3;
      if (!isBetween(0, second, 60)) {
        return NONE;
      }
      if (at < to && (text[at] == '.' || text[at] == ',')) {
        int fractionFrom = ++at;
        for (int unit = 100; at < to && isDigit(text[at]); unit /= 10, at++) {
          milli += unit * (text[at] - '0');
        }
        if (at == fractionFrom) {
          return NONE;
        }
      }
    }
    int offset = offset(text, at, to);
    if (offset == NO_DIGITS) {
      return NONE;
    }
    long epochSecond =
        epochDay(year, month, day) * SECONDS_PER_DAY
            + hour * 3_600L
            + minute * 60L
            + second
            - offset;
    // A leap second ends a day in UTC. Epoch time has no number of its own for it.
    return second < 60 || epochSecond % SECONDS_PER_DAY == 0 ? epochSecond * 1_000 + milli : NONE;
  }

  /** The offset from UTC in seconds, or NO_DIGITS if what is left of the text is none. */
  private static int offset(byte[] text, int at, int to) {
    if (at == to || (to - at == 1 && (text[at] | 0x20) == 'z')) {
      return 0;
    }
    int hour = to - at > 2 ? two(text, at + 1) : NO_DIGITS;
    int minute =
        switch (to - at) {
          case 3 -> 0;
          case 5 -> two(text, at + 3);
          case 6 -> text[at + 3] == ':' ? two(text, at + 4) : NO_DIGITS;
          default -> NO_DIGITS;
        };
    if ((text[at] != '+' && text[at] != '-')
        || !isBetween(0, hour, 23)
        || !isBetween(0, minute, 59)) {
      return NO_DIGITS;
    }
    int seconds = hour * 3_600 + minute * 60;
    return text[at] == '-' ? -seconds : seconds;
  }

  private static int daysInMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Days since 1970-01-01 in the calendar of today, carried back to the year 0. */
  private static long epochDay(int year, int month, int day) {
    int before = year - 1;
    int leapDays = year == 0 ? 0 : before / 4 - before / 100 + before / 400 + 1;
    int leapDay = month > 2 && isLeap(year) ? 1 : 0;
    int dayOfYear = DAYS_BEFORE_MONTH[month - 1] + day - 1 + leapDay;
    return year * 365L + leapDays + dayOfYear - 719_528;
  }

  private static int two(byte[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + text[at + 1] - '0'
        : NO_DIGITS;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBetween(int min, int n, int max) {
    return n >= min && n <= max;
  }
}
