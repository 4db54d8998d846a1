package io.tidemark.watermarks;

import java.time.Duration;

/**
 * Arithmetic that stops at the ends of a long. Times come from outside and may be anything; one
 * that wraps around turns the far future into the far past.
 */
final class Saturating {

  private Saturating() {}

  static long plus(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? end(a) : sum;
  }

  static long minus(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) < 0 ? end(a) : difference;
  }

  private static long end(long side) {
    return side < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** The milliseconds of a duration that is not negative; those of one without end are the most. */
  static long millis(Duration duration) {
    return duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : duration.toMillis();
  }

  /** As {@link #millis}. */
  static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : duration.toNanos();
  }
}
