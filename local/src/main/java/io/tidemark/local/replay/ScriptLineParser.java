package io.tidemark.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidemark.functions.event.TimeFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;

/** Reads {@code {"event": {…}, "at": T}} and the other shapes that a line can have. */
final class ScriptLineParser {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // How long and how deep an event may be is the decoder's affair.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final int LONGEST_TIME = 100;

  private final long number;
  private final byte[] line;
  private Long at;
  private byte[] event;
  private Long watermark;

  private ScriptLineParser(long number, byte[] line) {
    this.number = number;
    this.line = line;
  }

  /** What is wrong with a line. */
  static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    BadLineException(String what) {
      // A line may spell line ends in what is quoted of it.
      super(what.replaceAll("\\p{Cntrl}+", " "));
    }
  }

  /**
   * Reads a line.
   *
   * @throws BadLineException if it has none of the shapes, or a time in it is none
   */
  static ScriptLine parse(long number, byte[] line) throws BadLineException {
    ScriptLineParser parser = new ScriptLineParser(number, line);
    try {
      parser.read();
    } catch (JsonProcessingException e) {
      throw new BadLineException("no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadLineException("no JSON: " + e.getMessage());
    }
    return parser.result();
  }

  private void read() throws IOException, BadLineException {
    // One character for each byte: offsets are those of the file, and whether an event is UTF-8 is
    // for the decoder to say. What gives JSON its structure is ASCII.
    char[] text = new String(line, StandardCharsets.ISO_8859_1).toCharArray();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLineException("no JSON object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "at" -> at = once(name, at, time(name, json));
          case "event" -> event = once(name, event, object(name, json));
          case "watermark" -> watermark = once(name, watermark, time(name, json));
          default ->
              throw new BadLineException(
                  "'" + decoded(name) + "' is none of event, watermark and at");
        }
      }
      if (json.nextToken() != null) {
        throw new BadLineException("more than one JSON value");
      }
    }
  }

  private static <T> T once(String name, T before, T value) throws BadLineException {
    if (before != null) {
      throw new BadLineException(name + " occurs twice");
    }
    return value;
  }

  private static long time(String name, JsonParser json) throws IOException, BadLineException {
    String text = json.getText();
    try {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return TimeFormat.ISO_8601.parse(decoded(text));
      }
      if (json.currentToken().isNumeric() && text.length() <= LONGEST_TIME) {
        // Not only the years that events can be in: a watermark may be at the end of all time.
        return json.getDecimalValue().longValueExact();
      }
    } catch (DateTimeException e) {
      throw new BadLineException(name + ": " + e.getMessage());
    } catch (ArithmeticException e) {
      // Said below.
    }
    throw new BadLineException(
        name
            + ": '"
            + (text.length() <= LONGEST_TIME ? text : text.substring(0, LONGEST_TIME) + "…")
            + "' is no time: neither ISO-8601 text nor a whole number of milliseconds");
  }

  private byte[] object(String name, JsonParser json) throws IOException, BadLineException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new BadLineException(name + ": not a JSON object");
    }
    int from = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return Arrays.copyOfRange(line, from, (int) json.currentLocation().getCharOffset());
  }

  private static String decoded(String text) {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private ScriptLine result() throws BadLineException {
    if (event != null && watermark != null) {
      throw new BadLineException("an event and a watermark; each needs a line of its own");
    }
    if (event == null && watermark == null && at == null) {
      throw new BadLineException("none of event, watermark and at");
    }
    return new ScriptLine(number, at, event, watermark);
  }
}
