package io.tidemark.functions.event;

import static io.tidemark.functions.event.TimeFormat.AUTO;
import static io.tidemark.functions.event.TimeFormat.EPOCH_MICROS;
import static io.tidemark.functions.event.TimeFormat.EPOCH_MILLIS;
import static io.tidemark.functions.event.TimeFormat.EPOCH_SECONDS;
import static io.tidemark.functions.event.TimeFormat.ISO_8601;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TimeFormatTest {

  // ---- ISO-8601

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T10:00:00.250Z, 2026-01-01T10:00:00.250Z",
    "2026-01-01T10:00:00Z, 2026-01-01T10:00:00Z",
    "2026-01-01T10:00Z, 2026-01-01T10:00:00Z",
    // another letter, another sign between date and time
    "2026-01-01t10:00:00z, 2026-01-01T10:00:00Z",
    "2026-01-01 10:00:00Z, 2026-01-01T10:00:00Z",
    "2026-01-01 10:00:00.5+02:00, 2026-01-01T08:00:00.500Z",
    // no offset is UTC
    "2026-01-01T10:00:00, 2026-01-01T10:00:00Z",
    "2026-01-01 10:00:00.123456, 2026-01-01T10:00:00.123Z",
    "2026-01-01T10:00, 2026-01-01T10:00:00Z",
    // offsets
    "2026-01-01T10:00:00+00:00, 2026-01-01T10:00:00Z",
    "2026-01-01T10:00:00-00:00, 2026-01-01T10:00:00Z",
    "2026-01-01T10:00:00+01:00, 2026-01-01T09:00:00Z",
    "2026-01-01T10:00:00-01:00, 2026-01-01T11:00:00Z",
    "2026-01-01T10:00:00+0530, 2026-01-01T04:30:00Z",
    "2026-01-01T10:00:00-03, 2026-01-01T13:00:00Z",
    "2026-01-01T10:00-03, 2026-01-01T13:00:00Z",
    "2026-01-01T00:00:00+14:00, 2025-12-31T10:00:00Z",
    "2025-12-31T23:59:59.999-12:00, 2026-01-01T11:59:59.999Z",
    "2026-01-01T00:00:00+23:59, 2025-12-31T00:01:00Z",
    // fractions, cut off towards the past
    "2026-01-01T10:00:00.1Z, 2026-01-01T10:00:00.100Z",
    "2026-01-01T10:00:00.01Z, 2026-01-01T10:00:00.010Z",
    "2026-01-01T10:00:00.0019Z, 2026-01-01T10:00:00.001Z",
    "2026-01-01T10:00:00.999999999Z, 2026-01-01T10:00:00.999Z",
    "2026-01-01T10:00:00.99999999999999999999Z, 2026-01-01T10:00:00.999Z",
    "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.0001Z, 1969-12-31T23:59:59Z",
    "'2026-01-01T10:00:00,25Z', 2026-01-01T10:00:00.250Z",
    // the calendar
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
    "1900-02-28T23:59:59Z, 1900-02-28T23:59:59Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "1582-10-10T00:00:00Z, 1582-10-10T00:00:00Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.9999Z, 9999-12-31T23:59:59.999Z",
    // a leap second has the number of the second after it
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2016-12-31T23:59:60.5Z, 2017-01-01T00:00:00.500Z",
    "2017-01-01T05:29:60+05:30, 2017-01-01T00:00:00Z",
    "2016-12-31T15:59:60-08:00, 2017-01-01T00:00:00Z",
    "1969-12-31T23:59:60Z, 1970-01-01T00:00:00Z"
  })
  void isoTimeIsRead(String text, Instant expected) {
    assertThat(Instant.ofEpochMilli(ISO_8601.parse(text))).isEqualTo(expected);
    assertThat(Instant.ofEpochMilli(AUTO.parse(text))).isEqualTo(expected);
    assertNoTime(EPOCH_SECONDS, text);
    assertNoTime(EPOCH_MILLIS, text);
    assertNoTime(EPOCH_MICROS, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "null",
        "true",
        "NaN",
        "Infinity",
        // a date or a time alone
        "2026-01-01",
        "2026-01",
        "2026-01-01T",
        "2026-01-01T10",
        "2026-01-01T10Z",
        "2026-01-01Z",
        "10:00:00",
        "T10:00:00Z",
        "10:00:00Z",
        // too little or too much between date and time
        "2026-01-0110:00:00Z",
        "2026-01-01T 10:00:00Z",
        "2026-01-01 T10:00:00Z",
        "2026-01-01  10:00:00Z",
        "2026-01-01_10:00:00Z",
        "2026-01-01T10:00:00 Z",
        "2026-01-01T10:00:00 +01:00",
        " 2026-01-01T10:00:00Z",
        "2026-01-01T10:00:00Z ",
        "2026-01-01T10:00:00Z\n",
        // wrong signs and widths
        "2026/01/01T10:00:00Z",
        "2026-1-1T10:00:00Z",
        "2026-001-01T10:00:00Z",
        "26-01-01T10:00:00Z",
        "+2026-01-01T10:00:00Z",
        "+12026-01-01T10:00:00Z",
        "-2026-01-01T10:00:00Z",
        "12026-01-01T10:00:00Z",
        "2026-01-01T1:00:00Z",
        "2026-01-01T10:0:00Z",
        "2026-01-01T10:00:0Z",
        "2026-01-01T10.00.00Z",
        "2026-01-01T10:00:00:00Z",
        "2026-01-01T10:0000Z",
        "2026-01-01T-1:00:00Z",
        "2026-01-01T+1:00:00Z",
        "20260101T10:00:00Z",
        "2026-001T10:00:00Z",
        "2026-W01-4T10:00:00Z",
        // digits of another script
        "２０２６-01-01T10:00:00Z",
        "2026-01-01T10:00:0٣Z",
        "2026-01-01T10:00:00.٣Z",
        // out of range
        "2026-00-01T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-01-00T10:00:00Z",
        "2026-01-32T10:00:00Z",
        "2026-04-31T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "1900-02-29T10:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T10:60:00Z",
        "2026-01-01T10:00:61Z",
        // a leap second where none can be
        "2026-01-01T10:00:60Z",
        "2016-12-31T23:58:60Z",
        "2016-12-31T23:59:60+01:00",
        // fractions
        "2026-01-01T10:00:00.Z",
        "2026-01-01T10:00:00.",
        "2026-01-01T10:00:00.+01:00",
        "2026-01-01T10:00:00.5.5Z",
        "2026-01-01T10:00:00.-5Z",
        "2026-01-01T10:00.5Z",
        // offsets
        "2026-01-01T10:00:00ZZ",
        "2026-01-01T10:00:00Z+01:00",
        "2026-01-01T10:00:00+01:00Z",
        "2026-01-01T10:00:00+01:00+01",
        "2026-01-01T10:00:00+",
        "2026-01-01T10:00:00+1",
        "2026-01-01T10:00:00+1:00",
        "2026-01-01T10:00:00+01:",
        "2026-01-01T10:00:00+01:0",
        "2026-01-01T10:00:00+010",
        "2026-01-01T10:00:00+01:60",
        "2026-01-01T10:00:00+24:00",
        "2026-01-01T10:00:00+01:00:00",
        "2026-01-01T10:00:00UTC",
        "2026-01-01T10:00:00 UTC",
        "2026-01-01T10:00:00[UTC]",
        "2026-01-01T10:00:00Z[UTC]",
        "2026-01-01T10:00:00Europe/Vienna",
        "2026-01-01T10:00:00−01:00",
        "2026-01-01T10:00:00Y",
        // other ways to write a time
        "Thu, 01 Jan 2026 10:00:00 GMT",
        "1/1/2026 10:00:00",
        "2026-01-01T10:00:00Z/PT1H",
        "PT10H"
      })
  void textThatIsNoIsoTimeIsRefusedAndQuoted(String text) {
    assertNoTime(ISO_8601, text);
    assertNoTime(AUTO, text);
    assertNoTime(EPOCH_MILLIS, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "9999-12-31T23:59:60Z"
      })
  void isoTimeOutsideOfTheYears1To9999IsRefused(String text) {
    assertOutOfRange(ISO_8601, text);
    assertOutOfRange(AUTO, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1767225600", "1767225600000", "-1", "1.5", "1e9"})
  void numberIsNoIsoTime(String text) {
    assertNoTime(ISO_8601, text);
  }

  @Test
  void isoTimesAreReadAsJavaReadsThem() {
    long seed = 20_260_101;
    SplittableRandom random = new SplittableRandom(seed);
    long first = Instant.parse("0001-01-02T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-30T00:00:00Z").toEpochMilli();
    for (int i = 0; i < 20_000; i++) {
      Instant instant =
          Instant.ofEpochMilli(random.nextLong(first, last)).plusNanos(random.nextInt(1_000_000));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60);
      OffsetDateTime time = instant.atOffset(offset);
      if (time.getYear() < 1 || time.getYear() > 9999) {
        continue;
      }
      for (DateTimeFormatter formatter :
          new DateTimeFormatter[] {
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSXX"),
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
          }) {
        String text = formatter.format(time);
        assertThat(ISO_8601.parse(text))
            .as("%s, seed %d, case %d", text, seed, i)
            .isEqualTo(instant.toEpochMilli());
      }
    }
  }

  // ---- numbers

  @ParameterizedTest
  @CsvSource({
    // format, text, epoch milliseconds
    "EPOCH_SECONDS, 0, 0",
    "EPOCH_SECONDS, -0, 0",
    "EPOCH_SECONDS, 1767225600, 1767225600000",
    "EPOCH_SECONDS, -1, -1000",
    "EPOCH_SECONDS, -1767225600, -1767225600000",
    "EPOCH_SECONDS, 1767225600.25, 1767225600250",
    "EPOCH_SECONDS, 1767225600.9999, 1767225600999",
    "EPOCH_SECONDS, -0.0001, -1",
    "EPOCH_SECONDS, -1.0005, -1001",
    "EPOCH_SECONDS, 1.7672256e9, 1767225600000",
    "EPOCH_SECONDS, 1.7672256E+9, 1767225600000",
    "EPOCH_SECONDS, 17672256000e-1, 1767225600000",
    "EPOCH_SECONDS, 100000000000, 100000000000000",
    "EPOCH_MILLIS, 0, 0",
    "EPOCH_MILLIS, 1, 1",
    "EPOCH_MILLIS, -1, -1",
    "EPOCH_MILLIS, 1767225600000, 1767225600000",
    "EPOCH_MILLIS, 1767225600000.9, 1767225600000",
    "EPOCH_MILLIS, -1767225600000.1, -1767225600001",
    "EPOCH_MILLIS, 1.767225600123e12, 1767225600123",
    "EPOCH_MILLIS, 1767225600, 1767225600",
    "EPOCH_MICROS, 1767225600000000, 1767225600000",
    "EPOCH_MICROS, 1767225600000999, 1767225600000",
    "EPOCH_MICROS, 999, 0",
    "EPOCH_MICROS, 1000, 1",
    "EPOCH_MICROS, -1, -1",
    "EPOCH_MICROS, -1000, -1",
    "EPOCH_MICROS, -1001, -2",
    "EPOCH_MICROS, 0.5, 0",
    // the first and the last millisecond of the years 1 to 9999
    "EPOCH_SECONDS, -62135596800, -62135596800000",
    "EPOCH_SECONDS, 253402300799.9999, 253402300799999",
    "EPOCH_MILLIS, -62135596800000, -62135596800000",
    "EPOCH_MILLIS, 253402300799999, 253402300799999",
    "EPOCH_MICROS, -62135596800000000, -62135596800000",
    "EPOCH_MICROS, 253402300799999999, 253402300799999",
    // the unit by the size
    "AUTO, 0, 0",
    "AUTO, -1, -1000",
    "AUTO, 1767225600, 1767225600000",
    "AUTO, 1767225600.123, 1767225600123",
    "AUTO, -1767225600, -1767225600000",
    "AUTO, 99999999999, 99999999999000",
    "AUTO, 99999999999.999, 99999999999999",
    "AUTO, 99999999999.999999999999, 99999999999999",
    "AUTO, 100000000000, 100000000000",
    "AUTO, 1e11, 100000000000",
    "AUTO, -62135596800, -62135596800000",
    "AUTO, -100000000000, -100000000000",
    "AUTO, 1767225600000, 1767225600000",
    "AUTO, -1767225600000, -1767225600000",
    "AUTO, 99999999999999, 99999999999999",
    "AUTO, -62135596800000, -62135596800000",
    "AUTO, 99999999999999.999999999999, 99999999999999",
    "AUTO, 100000000000000, 100000000000",
    "AUTO, 1e14, 100000000000",
    "AUTO, -100000000000000, -100000000000",
    "AUTO, 1767225600000000, 1767225600000",
    "AUTO, -1767225600000001, -1767225600001",
    "AUTO, 253402300799999999, 253402300799999"
  })
  void numberIsRead(TimeFormat format, String text, long expected) {
    assertThat(format.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH_SECONDS, 253402300800",
    "EPOCH_SECONDS, -62135596801",
    "EPOCH_SECONDS, -62135596800.0001",
    "EPOCH_SECONDS, 1767225600000",
    "EPOCH_MILLIS, 253402300800000",
    "EPOCH_MILLIS, -62135596800001",
    "EPOCH_MILLIS, -62135596800000.5",
    "EPOCH_MICROS, 253402300800000000",
    "EPOCH_MICROS, -62135596800000001",
    "AUTO, -62135596801",
    "AUTO, -99999999999",
    "AUTO, -62135596800001",
    "AUTO, 253402300800000000",
    "AUTO, 1767225600000000000",
    "AUTO, 9223372036854775807",
    "AUTO, -9223372036854775808",
    "AUTO, 99999999999999999999999999999999999999"
  })
  void numberOutsideOfTheYears1To9999IsRefused(TimeFormat format, String text) {
    assertOutOfRange(format, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-", "+", ".", "e", "1e", "e5", "1e+", "--1", "+-1", "1.2.3", "1-", "1+1", "1,5", "1_000",
        "0x10", "1L", "1d", "1f", " 1", "1 ", "1\n", "\u0661", "１", "½", "∞", "1e1.5", "Ⅳ"
      })
  void textThatIsNoNumberIsRefusedAndQuoted(String text) {
    assertNoTime(EPOCH_SECONDS, text);
    assertNoTime(EPOCH_MILLIS, text);
    assertNoTime(EPOCH_MICROS, text);
    assertNoTime(AUTO, text);
  }

  // ---- what would be costly

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOCH_SECONDS", "EPOCH_MILLIS", "EPOCH_MICROS"})
  @Timeout(5)
  void hugeExponentsAreJudgedWithoutWritingTheNumberOut(TimeFormat format) {
    assertOutOfRange(format, "1e999999999");
    assertOutOfRange(format, "-1e999999999");
    assertOutOfRange(format, "1e2000000000");
    assertThat(format.parse("1e-999999999")).isZero();
    assertThat(format.parse("-1e-999999999")).isEqualTo(-1);
    assertThat(format.parse("0e999999999")).isZero();
    assertThat(format.parse("-0e-999999999")).isZero();
    // beyond what a decimal number of Java's can have
    assertNoTime(format, "1e99999999999");
    assertNoTime(format, "1e-99999999999");
    assertNoTime(format, "1e" + "9".repeat(90));
    assertNoTime(format, "1e-2147483647".replace('7', '9'));
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(5)
  void longTextsAreRefusedWithoutReadingThemAll(TimeFormat format) {
    for (String text :
        new String[] {
          "1." + "1".repeat(2_000_000),
          "1".repeat(2_000_000),
          "0".repeat(2_000_000),
          "1e" + "0".repeat(2_000_000),
          "2026-01-01T00:00:00." + "0".repeat(2_000_000) + "Z",
          "x".repeat(2_000_000)
        }) {
      assertThatThrownBy(() -> format.parse(text))
          .isInstanceOf(DateTimeException.class)
          .hasMessage("'" + text.substring(0, 40) + "…' is no time");
    }
  }

  private static void assertNoTime(TimeFormat format, String text) {
    assertThatThrownBy(() -> format.parse(text))
        .as("%s %s", format, text)
        .isInstanceOf(DateTimeException.class)
        .hasMessageStartingWith("'" + text.substring(0, Math.min(text.length(), 40)))
        .hasMessageEndingWith("' is no time");
  }

  private static void assertOutOfRange(TimeFormat format, String text) {
    assertThatThrownBy(() -> format.parse(text))
        .as("%s %s", format, text)
        .isInstanceOf(DateTimeException.class)
        .hasMessage("'" + text + "' is outside of the years 1 to 9999");
  }
}
