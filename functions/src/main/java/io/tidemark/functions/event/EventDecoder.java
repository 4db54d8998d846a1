package io.tidemark.functions.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidemark.functions.event.DeadLetter.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;

/**
 * Turns the bytes of a record into an event, or into a dead letter that says why not. It never
 * throws, and it is strict: what RFC 8259 forbids is malformed, and so is a record in which a
 * mapped field, or an object on the way to one, occurs twice.
 *
 * <p>One decoder serves one thread.
 */
public final class EventDecoder {

  /** Deeper nesting is malformed; only an attack or a bug writes it. */
  private static final int MAX_DEPTH = 1000;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // A feed may use its names as data: a table of them gains nothing then, and costs much.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          // The record is in memory already, whole: how long its parts are is its own affair.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final EnumSet<Field> TIMES =
      EnumSet.of(Field.TIME, Field.SENT_TIME, Field.RECEIVED_TIME);

  private final EventMapping mapping;
  private final FutureGuard futureGuard;
  private final TimeCorrection timeCorrection;
  private final InstantSource wallClock;
  private final FieldTree fieldTree;
  private final EnumMap<Field, String> texts = new EnumMap<>(Field.class);
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private CharBuffer chars = CharBuffer.allocate(1024);
  private long sequence;

  /**
   * @param mapping where the fields are
   * @param futureGuard which event times to believe
   * @param timeCorrection what to make of them before
   * @param wallClock the judge of the future guard where a record brings none
   */
  public EventDecoder(
      EventMapping mapping,
      FutureGuard futureGuard,
      TimeCorrection timeCorrection,
      InstantSource wallClock) {
    this.mapping = mapping;
    this.futureGuard = futureGuard;
    this.timeCorrection = timeCorrection;
    this.wallClock = wallClock;
    this.fieldTree = FieldTree.of(mapping.pointers());
  }

  /**
   * Decodes one record.
   *
   * @param raw its bytes, which must not change afterwards; null is a record without a value
   * @param brokerTimeMs when the broker appended it, by the broker's clock, or {@link
   *     Event#NO_TIME}
   * @param origin where it was read
   */
  public Decoded decode(byte[] raw, long brokerTimeMs, Origin origin) {
    sequence++;
    try {
      readFields(raw);
      Event event = corrected(event(raw));
      FutureGuard.Objection objection =
          futureGuard.objection(event.time(), brokerTimeMs, event.receivedTime(), wallClock);
      return objection == null
          ? Decoded.event(event, sequence)
          : fromTheFuture(event, objection, origin);
    } catch (MalformedException e) {
      return rejected(Reason.MALFORMED, e.getMessage(), raw, origin);
    } catch (JsonProcessingException e) {
      return rejected(Reason.MALFORMED, describe(e), raw, origin);
    } catch (IOException | RuntimeException e) {
      // Whatever a record manages to provoke is the record's fault, not a reason to stop the job.
      return rejected(Reason.MALFORMED, "unreadable: " + e, raw, origin);
    }
  }

  private Event corrected(Event event) {
    if (event.sentTime() == Event.NO_TIME || event.receivedTime() == Event.NO_TIME) {
      return event;
    }
    long time =
        timeCorrection.corrected(
            event.user(), event.time(), event.sentTime(), event.receivedTime());
    return time == event.time() ? event : event.at(time);
  }

  private Decoded fromTheFuture(Event event, FutureGuard.Objection objection, Origin origin) {
    return switch (futureGuard.policy()) {
      case DEAD_LETTER -> rejected(Reason.FUTURE, objection.text(), event.raw(), origin);
      case CLAMP -> Decoded.untimelyEvent(event.at(objection.clockMs()), sequence);
      case PASS -> Decoded.untimelyEvent(event, sequence);
    };
  }

  private Decoded rejected(Reason reason, String error, byte[] raw, Origin origin) {
    return Decoded.deadLetter(new DeadLetter(reason, oneLine(error), raw, origin), sequence);
  }

  private void readFields(byte[] raw) throws IOException {
    texts.clear();
    if (raw == null) {
      throw new MalformedException("a record without a value");
    }
    decodeUtf8(raw);
    // Parsing the checked characters, not the bytes, leaves no encoding for the parser to guess.
    try (JsonParser json = JSON.createParser(chars.array(), 0, chars.length())) {
      if (json.nextToken() == null) {
        throw new MalformedException("an empty record");
      }
      readValue(json, fieldTree);
      if (json.nextToken() != null) {
        throw new MalformedException("more than one JSON value in a record");
      }
    }
  }

  private void decodeUtf8(byte[] raw) throws MalformedException {
    if (chars.capacity() < raw.length) {
      chars = CharBuffer.allocate(Math.max(raw.length, 2 * chars.capacity()));
    }
    chars.clear();
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    utf8.reset();
    CoderResult result = utf8.decode(bytes, chars, true);
    if (result.isError()) {
      throw new MalformedException("not UTF-8, at byte " + bytes.position());
    }
    chars.flip();
  }

  /** Reads the value that the parser stands on; afterwards it stands on the value's last token. */
  private void readValue(JsonParser json, FieldTree place) throws IOException {
    JsonToken token = json.currentToken();
    if (token.isScalarValue()) {
      if (token != JsonToken.VALUE_NULL && !place.fields().isEmpty()) {
        String text = json.getText();
        for (Field field : place.fields()) {
          if (field != Field.VALUE || token.isNumeric()) {
            texts.put(field, text);
          }
        }
      }
      return;
    }
    for (Field field : place.fields()) {
      if (TIMES.contains(field)) {
        throw new MalformedException(field.parameter() + ": an object or array is no time");
      }
    }
    if (!place.hasChildren()) {
      json.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        readChild(json, place.child(name));
      }
    } else {
      for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
        readChild(json, place.child(Integer.toString(i)));
      }
    }
  }

  private void readChild(JsonParser json, FieldTree place) throws IOException {
    if (place == null) {
      json.skipChildren();
      return;
    }
    if (!place.enter(sequence)) {
      throw new MalformedException(place.path() + " occurs twice");
    }
    readValue(json, place);
  }

  private Event event(byte[] raw) throws MalformedException {
    return new Event(
        text(Field.KEY),
        text(Field.ID),
        text(Field.USER),
        text(Field.ITEM),
        text(Field.TYPE),
        time(Field.TIME),
        time(Field.SENT_TIME),
        time(Field.RECEIVED_TIME),
        number(Field.VALUE),
        raw);
  }

  private String text(Field field) throws MalformedException {
    String text = texts.get(field);
    if (text == null) {
      if (isRequired(field)) {
        throw new MalformedException(
            String.format(
                "no %s at %s (%s)",
                field == Field.VALUE ? "number" : "text or number",
                mapping.pointers().get(field),
                field.parameter()));
      }
      return null;
    }
    // JSON's escapes can spell half a character, which no output could carry.
    if (!isWellFormed(text)) {
      throw new MalformedException(field.parameter() + " has an unpaired surrogate");
    }
    return text;
  }

  private boolean isRequired(Field field) {
    return mapping.requires(field)
        && (field == Field.TIME || !mapping.isMark(texts.get(Field.TYPE)));
  }

  private long time(Field field) throws MalformedException {
    String text = text(field);
    if (text == null) {
      return Event.NO_TIME;
    }
    try {
      return mapping.timeFormat().parse(text);
    } catch (DateTimeException e) {
      throw new MalformedException(field.parameter() + ": " + e.getMessage());
    }
  }

  private double number(Field field) throws MalformedException {
    String text = text(field);
    if (text == null) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    if (Double.isFinite(number)) {
      return number;
    }
    if (isRequired(field)) {
      throw new MalformedException(field.parameter() + " is too large for a number");
    }
    return Double.NaN;
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (isHalfCharacter(text.codePointAt(i))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isHalfCharacter(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** The text without what would break the line of an output that quotes it, or the output. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> isHalfCharacter(c) ? '\uFFFD' : Character.isISOControl(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static String describe(JsonProcessingException e) {
    JsonLocation where = e.getLocation();
    String what = e.getOriginalMessage();
    return where == null ? what : what + ", at character " + where.getCharOffset();
  }

  /** What is wrong with a record, in one line. It is made often and never printed with a trace. */
  private static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
