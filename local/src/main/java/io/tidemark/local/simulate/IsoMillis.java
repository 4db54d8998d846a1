package io.tidemark.local.simulate;

import java.time.LocalDate;

/**
 * Writes instants as {@code 2026-01-01T10:00:00.000Z}, fast: three a record would else be most of
 * the work. Keeps the last day's text; not for several threads.
 */
final class IsoMillis {

  private static final int DAY_MS = 24 * 60 * 60 * 1000;

  private long lastDay = Long.MIN_VALUE;
  private String lastDate = "";

  void append(StringBuilder out, long epochMs) {
    long day = Math.floorDiv(epochMs, DAY_MS);
    int timeMs = Math.floorMod(epochMs, DAY_MS);
    if (day != lastDay) {
      lastDay = day;
      lastDate = LocalDate.ofEpochDay(day).toString();
    }
    out.append(lastDate).append('T');
    appendTwoDigits(out, timeMs / 3_600_000);
    out.append(':');
    appendTwoDigits(out, timeMs / 60_000 % 60);
    out.append(':');
    appendTwoDigits(out, timeMs / 1_000 % 60);
    out.append('.').append((char) ('0' + timeMs / 100 % 10));
    appendTwoDigits(out, timeMs % 100);
    out.append('Z');
  }

  private static void appendTwoDigits(StringBuilder out, int number) {
    out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
