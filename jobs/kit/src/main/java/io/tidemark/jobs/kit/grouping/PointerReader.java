package io.tidemark.jobs.kit.grouping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads what valid JSON has at some pointers, in one pass and without building the rest. One reader
 * serves one thread.
 */
final class PointerReader {

  /** The decoder has let the record pass: nothing in it may stop the job now. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonPointer[] pointers;

  PointerReader(List<String> pointers) {
    this.pointers = pointers.stream().map(JsonPointer::compile).toArray(JsonPointer[]::new);
  }

  /**
   * The text at each pointer: a string, a number as it is written, {@code true} or {@code false}.
   * It is null where there is nothing, null, an object or an array. Of members with one name the
   * last one counts.
   */
  String[] read(byte[] json) throws IOException {
    String[] texts = new String[pointers.length];
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      readValue(parser, pointers, texts);
    }
    return texts;
  }

  /**
   * Reads the value that the parser is at.
   *
   * @param rest what is left of each pointer from here on; null if it does not lead here
   */
  private void readValue(JsonParser parser, JsonPointer[] rest, String[] texts) throws IOException {
    JsonToken token = parser.currentToken();
    String text =
        token.isScalarValue() && token != JsonToken.VALUE_NULL ? printable(parser.getText()) : null;
    for (int i = 0; i < rest.length; i++) {
      if (rest[i] != null) {
        // Also where the pointer leads on: an earlier member with the name had something else.
        texts[i] = rest[i].matches() ? text : null;
      }
    }
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        readPart(parser, step(rest, name, -1), texts);
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        readPart(parser, step(rest, null, i), texts);
      }
    }
  }

  private void readPart(JsonParser parser, JsonPointer[] rest, String[] texts) throws IOException {
    if (rest == null) {
      parser.skipChildren();
    } else {
      readValue(parser, rest, texts);
    }
  }

  /** What is left of the pointers behind a member or an element; null if none leads there. */
  private static JsonPointer[] step(JsonPointer[] rest, String name, int index) {
    JsonPointer[] next = null;
    for (int i = 0; i < rest.length; i++) {
      JsonPointer after =
          rest[i] == null
              ? null
              : name == null ? rest[i].matchElement(index) : rest[i].matchProperty(name);
      if (after != null) {
        next = next == null ? new JsonPointer[rest.length] : next;
        next[i] = after;
      }
    }
    return next;
  }

  /** Half a character, which JSON's escapes can spell, could not be written again. */
  private static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return text;
  }
}
