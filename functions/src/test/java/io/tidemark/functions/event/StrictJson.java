package io.tidemark.functions.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The tests' own judge of JSON: RFC 8259 to the letter, from bytes, with nothing in common with the
 * parser that it judges. Slow and plain on purpose.
 */
final class StrictJson {

  /** A value. Names that occur twice are kept; that is for others to judge. */
  sealed interface Value {}

  record Members(List<Member> list) implements Value {}

  record Elements(List<Value> list) implements Value {}

  /** A text, as its UTF-16 code units. */
  record Text(String text) implements Value {}

  /** A number, as it is written. */
  record Numeral(String text) implements Value {}

  record Literal(String text) implements Value {}

  record Member(String name, Value value) {}

  /** What is thrown at what is no JSON. */
  static final class NoJsonException extends Exception {
    private static final long serialVersionUID = 1;

    NoJsonException(String message) {
      super(message);
    }
  }

  private final byte[] bytes;
  private final int maxDepth;
  private int at;
  private int depth;

  private StrictJson(byte[] bytes, int maxDepth) {
    this.bytes = bytes;
    this.maxDepth = maxDepth;
  }

  static Value parse(byte[] bytes, int maxDepth) throws NoJsonException {
    StrictJson json = new StrictJson(bytes, maxDepth);
    json.whiteSpace();
    Value value = json.value();
    json.whiteSpace();
    json.require(json.at == bytes.length, "the end");
    return value;
  }

  private Value value() throws NoJsonException {
    return switch (peek()) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> new Text(string());
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    };
  }

  private Members members() throws NoJsonException {
    open();
    List<Member> members = new ArrayList<>();
    if (peek() != '}') {
      do {
        whiteSpace();
        require(peek() == '"', "a name");
        String name = string();
        whiteSpace();
        require(take(':'), "a colon");
        whiteSpace();
        members.add(new Member(name, value()));
        whiteSpace();
      } while (take(','));
    }
    require(take('}'), "}");
    depth--;
    return new Members(members);
  }

  private Elements elements() throws NoJsonException {
    open();
    List<Value> elements = new ArrayList<>();
    if (peek() != ']') {
      do {
        whiteSpace();
        elements.add(value());
        whiteSpace();
      } while (take(','));
    }
    require(take(']'), "]");
    depth--;
    return new Elements(elements);
  }

  private void open() throws NoJsonException {
    at++;
    depth++;
    require(depth <= maxDepth, "less depth");
    whiteSpace();
  }

  private Literal literal(String word) throws NoJsonException {
    for (int i = 0; i < word.length(); i++) {
      require(take(word.charAt(i)), word);
    }
    return new Literal(word);
  }

  private Numeral number() throws NoJsonException {
    int start = at;
    take('-');
    if (!take('0')) {
      digits();
    }
    if (take('.')) {
      digits();
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      digits();
    }
    StringBuilder text = new StringBuilder();
    for (int i = start; i < at; i++) {
      text.append((char) bytes[i]);
    }
    return new Numeral(text.toString());
  }

  private void digits() throws NoJsonException {
    require(peek() >= '0' && peek() <= '9', "a digit");
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
  }

  private String string() throws NoJsonException {
    at++;
    StringBuilder text = new StringBuilder();
    while (!take('"')) {
      if (take('\\')) {
        escape(text);
      } else {
        require(peek() >= 0x20, "no control character");
        text.appendCodePoint(codePoint());
      }
    }
    return text.toString();
  }

  private void escape(StringBuilder text) throws NoJsonException {
    int letter = peek();
    at++;
    int simple = "\"\\/bfnrt".indexOf(letter);
    if (simple >= 0) {
      text.append("\"\\/\b\f\n\r\t".charAt(simple));
      return;
    }
    require(letter == 'u', "an escape");
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0 ? -1 : "0123456789abcdef".indexOf(Character.toLowerCase(peek()));
      require(digit >= 0, "a hexadecimal digit");
      unit = unit * 16 + digit;
      at++;
    }
    text.append((char) unit);
  }

  /** One character by the table of RFC 3629: no long forms, no surrogates, none past 10FFFF. */
  private int codePoint() throws NoJsonException {
    int first = next();
    if (first < 0x80) {
      return first;
    }
    int following = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    require(first >= 0xC2 && first <= 0xF4, "the first byte of a character");
    int codePoint = first & (0x3F >> following);
    for (int i = 0; i < following; i++) {
      int next = next();
      require(next >= 0x80 && next < 0xC0, "a following byte");
      codePoint = codePoint << 6 | (next & 0x3F);
    }
    int least = following == 1 ? 0x80 : following == 2 ? 0x800 : 0x10000;
    require(codePoint >= least && codePoint <= 0x10FFFF, "the short form of a character");
    require(codePoint < 0xD800 || codePoint > 0xDFFF, "no surrogate");
    return codePoint;
  }

  private void whiteSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  /** The byte here, or -1 at the end. */
  private int peek() {
    return at < bytes.length ? bytes[at] & 0xFF : -1;
  }

  private int next() {
    int next = peek();
    at++;
    return next;
  }

  private boolean take(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(boolean met, String what) throws NoJsonException {
    if (!met) {
      throw new NoJsonException("expected " + what + " at byte " + at);
    }
  }
}
