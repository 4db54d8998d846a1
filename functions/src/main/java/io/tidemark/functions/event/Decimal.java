package io.tidemark.functions.event;

import java.nio.charset.StandardCharsets;

/**
 * Reads JSON numbers as doubles, as {@link Double#parseDouble} does.
 *
 * <p>Up to 15 digits and 22 places behind the point, both are doubles exactly, so that one division
 * rounds rightly (Clinger 1990, "How to read floating point numbers accurately"): nearly all that
 * feeds have. Java reads the others.
 */
final class Decimal {

  private static final int MAX_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Decimal() {}

  /** The value of a JSON number; infinite where it is too large for a double. */
  static double parse(byte[] text, int from, int to) {
    boolean isNegative = text[from] == '-';
    int first = isNegative ? from + 1 : from;
    long digits = 0;
    int point = to;
    // Leading zeros count as digits: a text this short cannot overflow.
    if (to - first <= MAX_DIGITS + 1) {
      for (int at = first; at < to; at++) {
        byte c = text[at];
        if (c == '.') {
          point = at;
        } else if (c <= '9' && c >= '0') {
          digits = digits * 10 + (c - '0');
        } else {
          return byJava(text, from, to);
        }
      }
      double size = point == to ? digits : digits / POWERS_OF_TEN[to - point - 1];
      return isNegative ? -size : size;
    }
    return byJava(text, from, to);
  }

  private static double byJava(byte[] text, int from, int to) {
    return Double.parseDouble(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
  }
}
