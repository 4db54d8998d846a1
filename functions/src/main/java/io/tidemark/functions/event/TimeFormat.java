package io.tidemark.functions.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.LongStream;

/** How a feed writes times, and how such a text becomes epoch milliseconds. */
public enum TimeFormat {
  /**
   * ISO-8601 text, or a number whose size, sign aside, tells its unit: below 10^11 seconds, below
   * 10^14 milliseconds, from there on microseconds. Each unit then covers 1973 to 5138, seconds
   * also what is nearer to 1970.
   */
  AUTO,
  /** Such as {@code 2026-01-01T10:00:00.000Z}; without an offset it is UTC. */
  ISO_8601,
  EPOCH_SECONDS,
  EPOCH_MILLIS,
  EPOCH_MICROS;

  /** Years 1 to 9999: what ISO-8601 writes with four digits, and far from any overflow. */
  private static final long MIN_MILLIS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private static final BigDecimal FIRST = BigDecimal.valueOf(MIN_MILLIS);
  private static final BigDecimal AFTER_LAST = BigDecimal.valueOf(MAX_MILLIS + 1);

  /** What stands for a text that is no time, and for a time far outside of those years. */
  private static final long NONE = IsoTime.NONE;

  private static final long BEYOND = Long.MAX_VALUE;

  private static final long AUTO_MILLIS_FROM = 100_000_000_000L;
  private static final long AUTO_MICROS_FROM = 100_000_000_000_000L;

  /** With a point among them, as many digits as surely fit a long. */
  private static final int SHORT_NUMBER = 18;

  private static final long[] POWERS_OF_TEN =
      LongStream.iterate(1, power -> 10 * power).limit(SHORT_NUMBER + 1).toArray();

  /** No feed writes longer times, and the exact value of a million digits takes seconds to find. */
  private static final int MAX_LENGTH = 100;

  /**
   * Reads a time.
   *
   * @param text the text of a JSON string or number, as it stands there
   * @return epoch milliseconds; parts of a millisecond are cut off towards the past
   * @throws DateTimeException if the text is no time in this format, or one outside of the years 1
   *     to 9999; the message says which
   */
  public long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /** Reads a time from a part of a record, where its text is in UTF-8. */
  long parse(byte[] record, int from, int to) {
    if (to - from > MAX_LENGTH) {
      throw noTime(record, from, to);
    }
    if (this != ISO_8601) {
      long digits = Digits.parse(record, from, to);
      if (digits != Digits.NONE) {
        return checked(inMillis(digits, 0, unit(digits)), record, from, to);
      }
    }
    // Every ISO time has a colon, since a date alone is no point in time, and no number has one.
    boolean iso = this == ISO_8601 || (this == AUTO && hasColon(record, from, to));
    long millis = iso ? IsoTime.parse(record, from, to) : parseEpoch(record, from, to);
    if (millis == NONE) {
      throw noTime(record, from, to);
    }
    return checked(millis, record, from, to);
  }

  private static long checked(long millis, byte[] record, int from, int to) {
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      throw outOfRange(record, from, to);
    }
    return millis;
  }

  private static boolean hasColon(byte[] record, int from, int to) {
    for (int at = from; at < to; at++) {
      if (record[at] == ':') {
        return true;
      }
    }
    return false;
  }

  /** As many digits as a long surely holds go the short way, any others the long one. */
  private long parseEpoch(byte[] record, int from, int to) {
    boolean isNegative = from < to && record[from] == '-';
    int first = isNegative ? from + 1 : from;
    if (first < to && to - first <= SHORT_NUMBER) {
      long digits = 0;
      int point = to;
      for (int at = first; at < to; at++) {
        byte c = record[at];
        if (c >= '0' && c <= '9') {
          digits = digits * 10 + (c - '0');
        } else if (c == '.' && point == to && at > first) {
          point = at;
        } else {
          return parseDecimal(record, from, to);
        }
      }
      int decimals = point == to ? 0 : to - point - 1;
      long size = digits / POWERS_OF_TEN[decimals];
      return inMillis(isNegative ? -digits : digits, decimals, unit(size));
    }
    return parseDecimal(record, from, to);
  }

  private static long inMillis(long digits, int decimals, TimeFormat unit) {
    int power = unit.powerOfMillis() - decimals;
    if (power == 0) {
      return digits;
    }
    if (power < 0) {
      // A number this short is far from the largest of these powers: more would change nothing.
      return Math.floorDiv(digits, POWERS_OF_TEN[Math.min(-power, SHORT_NUMBER)]);
    }
    long factor = POWERS_OF_TEN[power];
    boolean fits = Math.abs(digits) <= Long.MAX_VALUE / factor;
    return fits ? digits * factor : BEYOND;
  }

  private TimeFormat unit(long size) {
    if (this != AUTO) {
      return this;
    }
    if (size < AUTO_MILLIS_FROM) {
      return EPOCH_SECONDS;
    }
    return size < AUTO_MICROS_FROM ? EPOCH_MILLIS : EPOCH_MICROS;
  }

  private long parseDecimal(byte[] record, int from, int to) {
    BigDecimal millis;
    try {
      BigDecimal number = decimal(new String(record, from, to - from, StandardCharsets.UTF_8));
      BigDecimal size = number.abs().min(BigDecimal.valueOf(AUTO_MICROS_FROM));
      millis = number.scaleByPowerOfTen(unit(size.longValue()).powerOfMillis());
    } catch (ArithmeticException | NumberFormatException e) {
      return NONE;
    }
    // Comparing is quick for any exponent; writing the digits of 1e999999999 would fill the memory.
    if (millis.compareTo(FIRST) < 0 || millis.compareTo(AFTER_LAST) >= 0) {
      return BEYOND;
    }
    if (millis.abs().compareTo(BigDecimal.ONE) < 0) {
      return millis.signum() < 0 ? -1 : 0;
    }
    return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static BigDecimal decimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      // BigDecimal takes the digits of every script.
      if (text.charAt(i) > '9' && (text.charAt(i) | 0x20) != 'e') {
        throw new NumberFormatException();
      }
    }
    return new BigDecimal(text);
  }

  /** How many milliseconds this unit is, as a power of ten. */
  private int powerOfMillis() {
    return switch (this) {
      case EPOCH_SECONDS -> 3;
      case EPOCH_MILLIS -> 0;
      case EPOCH_MICROS -> -3;
      case AUTO, ISO_8601 -> throw new IllegalStateException(this + " is no unit");
    };
  }

  private static DateTimeException noTime(byte[] record, int from, int to) {
    return new DateTimeException("'" + shortened(record, from, to) + "' is no time");
  }

  private static DateTimeException outOfRange(byte[] record, int from, int to) {
    return new DateTimeException(
        "'" + shortened(record, from, to) + "' is outside of the years 1 to 9999");
  }

  private static String shortened(byte[] record, int from, int to) {
    String text = new String(record, from, to - from, StandardCharsets.UTF_8);
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
