package io.tidemark.functions.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;

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

  private static final BigDecimal AUTO_MILLIS_FROM = BigDecimal.TEN.pow(11);
  private static final BigDecimal AUTO_MICROS_FROM = BigDecimal.TEN.pow(14);

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
    if (text.length() > MAX_LENGTH) {
      throw noTime(text, null);
    }
    // Every ISO time has a colon, since a date alone is no point in time, and no number has one.
    boolean iso = this == ISO_8601 || (this == AUTO && text.indexOf(':') >= 0);
    return iso ? parseIso(text) : parseEpoch(text);
  }

  private static long parseIso(String text) {
    long millis;
    try {
      millis = IsoTime.parse(text);
    } catch (DateTimeException e) {
      throw noTime(text, e);
    }
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      throw outOfRange(text);
    }
    return millis;
  }

  private long parseEpoch(String text) {
    BigDecimal millis;
    try {
      BigDecimal number = decimal(text);
      millis = number.scaleByPowerOfTen(unit(number).powerOfMillis());
    } catch (ArithmeticException | NumberFormatException e) {
      throw noTime(text, e);
    }
    // Comparing is quick for any exponent; writing the digits of 1e999999999 would fill the memory.
    if (millis.compareTo(FIRST) < 0 || millis.compareTo(AFTER_LAST) >= 0) {
      throw outOfRange(text);
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

  private TimeFormat unit(BigDecimal number) {
    if (this != AUTO) {
      return this;
    }
    BigDecimal size = number.abs();
    if (size.compareTo(AUTO_MILLIS_FROM) < 0) {
      return EPOCH_SECONDS;
    }
    return size.compareTo(AUTO_MICROS_FROM) < 0 ? EPOCH_MILLIS : EPOCH_MICROS;
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

  private static DateTimeException noTime(String text, RuntimeException cause) {
    return new DateTimeException("'" + shortened(text) + "' is no time", cause);
  }

  private static DateTimeException outOfRange(String text) {
    return new DateTimeException("'" + shortened(text) + "' is outside of the years 1 to 9999");
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
