package io.tidemark.functions.event;

import java.nio.charset.StandardCharsets;

/**
 * The grammar of RFC 8259 over the bytes of one record, with nothing built: each method takes the
 * position where a part begins, checks the part and returns where it ends.
 *
 * <p>It is as strict as the RFC and stricter in two things: values are nested {@link #MAX_DEPTH}
 * deep at most, and no name has half a character, which JSON's escapes can spell. Strings are
 * scanned eight bytes at a time, since most of a record is strings.
 */
final class JsonScanner {

  /** Deeper nesting is malformed; only an attack or a bug writes it. */
  static final int MAX_DEPTH = 1000;

  private static final long SPACES = 0x20 * Words.EACH_BYTE;
  private static final long QUOTES = '"' * Words.EACH_BYTE;
  private static final long BACKSLASHES = '\\' * Words.EACH_BYTE;

  private byte[] bytes;
  private int end;

  /** How many objects and arrays are open, and, a bit each, which of them are objects. */
  private int depth;

  private final long[] objects = new long[MAX_DEPTH / Long.SIZE + 1];

  private boolean escaped;
  private boolean ascii;

  /** Begins with a record. */
  void reset(byte[] record) {
    bytes = record;
    end = record.length;
    depth = 0;
  }

  /** The byte here, or -1 at the end, which is no byte of UTF-8 either. */
  int byteAt(int at) {
    return at < end ? bytes[at] : -1;
  }

  /** From white space, or from what follows it, to what follows it. */
  int space(int at) {
    while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Over a value of any kind. */
  int value(int at) throws MalformedException {
    int first = byteAt(at);
    return first == '{' || first == '[' ? structure(at) : scalar(at);
  }

  /** Over an object or an array. */
  private int structure(int at) throws MalformedException {
    int depthBefore = depth;
    while (true) {
      int first = byteAt(at);
      if (first == '{') {
        at = enter(at, true);
        if (byteAt(at) != '}') {
          at = colon(name(at));
          continue;
        }
        at = leave(at);
      } else if (first == '[') {
        at = enter(at, false);
        if (byteAt(at) != ']') {
          continue;
        }
        at = leave(at);
      } else {
        at = scalar(at);
      }
      // Behind a value: what it is part of goes on or ends.
      boolean goesOn = false;
      while (depth > depthBefore && !goesOn) {
        at = space(at);
        goesOn = hasNext(at);
        at = goesOn ? space(at + 1) : leave(at);
      }
      if (!goesOn) {
        return at;
      }
      if (inObject()) {
        at = colon(name(at));
      }
    }
  }

  /** Over the opening bracket of an object or array, to its first part or to its end. */
  int enter(int at, boolean isObject) throws MalformedException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new MalformedException("nested deeper than 1,000 levels, at byte " + at);
    }
    long bit = 1L << depth;
    if (isObject) {
      objects[depth / Long.SIZE] |= bit;
    } else {
      objects[depth / Long.SIZE] &= ~bit;
    }
    return space(at + 1);
  }

  private boolean inObject() {
    return (objects[depth / Long.SIZE] & (1L << depth)) != 0;
  }

  /** Whether a comma is here, and not the end of the innermost open object or array. */
  boolean hasNext(int at) throws MalformedException {
    int here = byteAt(at);
    if (here == ',') {
      return true;
    }
    if (here == (inObject() ? '}' : ']')) {
      return false;
    }
    throw expected(inObject() ? "',' or '}'" : "',' or ']'", at);
  }

  /** Over the closing bracket of the innermost open object or array. */
  int leave(int at) {
    depth--;
    return at + 1;
  }

  /** Over the name of an object's member, its quotes included. */
  int name(int at) throws MalformedException {
    if (byteAt(at) != '"') {
      throw expected("a name in quotes", at);
    }
    int nameEnd = string(at);
    if (escaped && !Surrogates.arePaired(text(at + 1, nameEnd - 1))) {
      throw new MalformedException("a name with an unpaired surrogate, at byte " + at);
    }
    return nameEnd;
  }

  /** Over the colon behind a name and the space around it. */
  int colon(int at) throws MalformedException {
    at = space(at);
    if (byteAt(at) != ':') {
      throw expected("':'", at);
    }
    return space(at + 1);
  }

  /** Over a string, a number, {@code true}, {@code false} or {@code null}. */
  int scalar(int at) throws MalformedException {
    return switch (byteAt(at)) {
      case '"' -> string(at);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      case 't' -> literal("true", at);
      case 'f' -> literal("false", at);
      case 'n' -> literal("null", at);
      default -> throw expected("a value", at);
    };
  }

  private int literal(String word, int at) throws MalformedException {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(at + i) != word.charAt(i)) {
        throw expected("a value", at);
      }
    }
    return at + word.length();
  }

  private int number(int at) throws MalformedException {
    if (bytes[at] == '-') {
      at++;
    }
    at = byteAt(at) == '0' ? at + 1 : digits(at);
    if (byteAt(at) == '.') {
      at = digits(at + 1);
    }
    if ((byteAt(at) | 0x20) == 'e') {
      at++;
      int sign = byteAt(at);
      at = digits(sign == '+' || sign == '-' ? at + 1 : at);
    }
    return at;
  }

  private int digits(int at) throws MalformedException {
    int from = at;
    int more = Long.BYTES;
    while (more == Long.BYTES && at <= end - Long.BYTES) {
      more = Digits.leading((long) Words.OF.get(bytes, at));
      at += more;
    }
    while (more == Long.BYTES && at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw expected("a digit", at);
    }
    return at;
  }

  /** Over a string, from its opening quote on. */
  private int string(int at) throws MalformedException {
    byte[] bytes = this.bytes;
    int lastWord = end - Long.BYTES;
    escaped = false;
    ascii = true;
    at++;
    while (true) {
      while (at <= lastWord) {
        long special = special((long) Words.OF.get(bytes, at));
        if (special != 0) {
          at += Long.numberOfTrailingZeros(special) / Byte.SIZE;
          break;
        }
        at += Long.BYTES;
      }
      if (at >= end) {
        throw new MalformedException("ends inside of a string, at byte " + end);
      }
      byte here = bytes[at];
      if (here == '"') {
        return at + 1;
      } else if (here == '\\') {
        escaped = true;
        at = escape(at);
      } else if (here < 0) {
        ascii = false;
        at = character(at);
      } else if (here < ' ') {
        throw new MalformedException(named(here) + " inside of a string, at byte " + at);
      } else {
        at++;
      }
    }
  }

  /**
   * The high bits of the bytes that end a plain run: a quote, a backslash, a control character or
   * no ASCII. Behind the first of them, a borrow may set others.
   */
  private static long special(long word) {
    return (word
            | (word - SPACES)
            | ((word ^ QUOTES) - Words.EACH_BYTE)
            | ((word ^ BACKSLASHES) - Words.EACH_BYTE))
        & Words.HIGH_BITS;
  }

  private int escape(int at) throws MalformedException {
    return switch (byteAt(at + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> hexadecimal(at + 2);
      default -> throw expected("an escape such as \\n or \\u00e9", at + 1);
    };
  }

  private int hexadecimal(int at) throws MalformedException {
    for (int i = at; i < at + 4; i++) {
      if (Character.digit(byteAt(i), 16) < 0) {
        throw expected("a hexadecimal digit", i);
      }
    }
    return at + 4;
  }

  private int character(int at) throws MalformedException {
    int next = Utf8.endOfCharacter(bytes, at, end);
    if (next < 0) {
      throw notUtf8(at);
    }
    return next;
  }

  /** Whether the string scanned last has escapes, so that its bytes are not its text. */
  boolean isEscaped() {
    return escaped;
  }

  /** Whether the string scanned last has ASCII bytes only. */
  boolean isAscii() {
    return ascii;
  }

  /** The text of a string that was scanned, given where it is between its quotes. */
  String text(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int plainFrom = from;
    int at = from;
    while (at < to) {
      if (bytes[at] != '\\') {
        at++;
        continue;
      }
      text.append(new String(bytes, plainFrom, at - plainFrom, StandardCharsets.UTF_8));
      char letter = (char) bytes[at + 1];
      if (letter == 'u') {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
          unit = (unit << 4) | Character.digit(bytes[i], 16);
        }
        text.append((char) unit);
        at += 6;
      } else {
        text.append(
            switch (letter) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> letter;
            });
        at += 2;
      }
      plainFrom = at;
    }
    return text.append(new String(bytes, plainFrom, to - plainFrom, StandardCharsets.UTF_8))
        .toString();
  }

  /** What to say where something else is than what should be. */
  MalformedException expected(String what, int at) {
    // Bytes of no encoding explain most of what looks odd, so they are told first.
    int notUtf8 = Utf8.firstInvalid(bytes);
    if (notUtf8 < end) {
      return notUtf8(notUtf8);
    }
    return new MalformedException(
        at >= end
            ? "ends where %s should be, at byte %d".formatted(what, end)
            : "%s where %s should be, at byte %d".formatted(named(characterAt(at)), what, at));
  }

  private static MalformedException notUtf8(int at) {
    return new MalformedException("not UTF-8, at byte " + at);
  }

  private int characterAt(int at) {
    int length = bytes[at] >= 0 ? 1 : Utf8.endOfCharacter(bytes, at, end) - at;
    return new String(bytes, at, length, StandardCharsets.UTF_8).codePointAt(0);
  }

  private static String named(int character) {
    return character > ' ' && character <= '~'
        ? "'" + (char) character + "'"
        : "U+%04X".formatted(character);
  }
}
