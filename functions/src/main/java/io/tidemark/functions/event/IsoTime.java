package io.tidemark.functions.event;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads ISO-8601 times, one pass over the text: RFC 3339's form, and of ISO's other freedoms those
 * that feeds use: a space for the {@code T}, no seconds, no offset (UTC), an offset of hours only.
 *
 * <p>By hand, since Java's formatter took longer than all the rest of decoding.
 */
final class IsoTime {

  private static final long SECONDS_PER_DAY = 86_400;

  private final String text;
  private int at;

  private IsoTime(String text) {
    this.text = text;
  }

  /**
   * Epoch milliseconds; parts of a millisecond are cut off towards the past.
   *
   * @throws DateTimeException if the text is no such time
   */
  static long parse(String text) {
    return new IsoTime(text).read();
  }

  private long read() {
    int year = number(4, 9999);
    expect(skip('-'));
    int month = number(2, 12);
    expect(skip('-'));
    int day = number(2, 31);
    expect(skip('T') || skip('t') || skip(' '));
    int hour = number(2, 23);
    expect(skip(':'));
    int minute = number(2, 59);
    int second = 0;
    int milli = 0;
    if (skip(':')) {
      second = number(2, 60);
      if (skip('.') || skip(',')) {
        milli = fraction();
      }
    }
    int offset = offset();
    expect(at == text.length());
    int secondOfDay = hour * 3_600 + minute * 60 + second;
    long epochSecond =
        LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + secondOfDay - offset;
    // A leap second ends a day in UTC. Epoch time has no number of its own for it.
    expect(second < 60 || epochSecond % SECONDS_PER_DAY == 0);
    return epochSecond * 1_000 + milli;
  }

  /** The offset from UTC in seconds. */
  private int offset() {
    if (at == text.length() || skip('Z') || skip('z')) {
      return 0;
    }
    boolean west = skip('-');
    expect(west || skip('+'));
    int seconds = number(2, 23) * 3_600;
    if (skip(':') || at < text.length()) {
      seconds += number(2, 59) * 60;
    }
    return west ? -seconds : seconds;
  }

  private int fraction() {
    int start = at;
    int millis = 0;
    int unit = 100;
    while (at < text.length() && isDigit(text.charAt(at))) {
      millis += unit * (text.charAt(at) - '0');
      unit /= 10;
      at++;
    }
    expect(at > start);
    return millis;
  }

  private int number(int digits, int max) {
    expect(at + digits <= text.length());
    int number = 0;
    for (int end = at + digits; at < end; at++) {
      char c = text.charAt(at);
      expect(isDigit(c));
      number = number * 10 + (c - '0');
    }
    expect(number <= max);
    return number;
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void expect(boolean met) {
    if (!met) {
      throw new DateTimeException("no time");
    }
  }
}
