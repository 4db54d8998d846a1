package io.tidemark.functions.event;

/** Halves of characters: JSON's escapes can spell them, but no output could carry them. */
final class Surrogates {

  private Surrogates() {}

  /** Whether every half of a character has its other half. */
  static boolean arePaired(String text) {
    return text.codePoints().noneMatch(Surrogates::isUnpaired);
  }

  /** Whether a code point of a text is half a character that stands alone. */
  static boolean isUnpaired(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
