package io.tidemark.functions.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same as {@link EventDecoder} by means of a JSON library: what that one replaced, and an
 * oracle for it. It is slower, says other things about malformed records, and builds every field.
 */
final class JacksonEventDecoder {

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
  private final Place fieldTree;
  private final EnumMap<Field, String> texts = new EnumMap<>(Field.class);
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private CharBuffer chars = CharBuffer.allocate(1024);
  private long record;

  JacksonEventDecoder(EventMapping mapping) {
    this.mapping = mapping;
    this.fieldTree = Place.of(mapping.pointers());
  }

  /** The event; null if the record is malformed. */
  Event decode(byte[] raw) {
    record++;
    try {
      readFields(raw);
      return event(raw);
    } catch (MalformedException | IOException e) {
      return null;
    }
  }

  private void readFields(byte[] raw) throws IOException, MalformedException {
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
  private void readValue(JsonParser json, Place place) throws IOException, MalformedException {
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

  private void readChild(JsonParser json, Place place) throws IOException, MalformedException {
    if (place == null) {
      json.skipChildren();
      return;
    }
    if (!place.enter(record)) {
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
        if (Surrogates.isUnpaired(text.codePointAt(i))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The JSON pointers of a mapping, merged into one tree. */
  private static final class Place {

    private final Map<String, Place> children = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private final String path;

    /** The number of the last record that had this place, to see that a record has it twice. */
    private long lastRecord;

    private Place(String path) {
      this.path = path;
    }

    static Place of(Map<Field, String> pointers) {
      Place root = new Place("");
      pointers.forEach(
          (field, pointer) -> root.place(JsonPointer.compile(pointer)).fields.add(field));
      return root;
    }

    private Place place(JsonPointer pointer) {
      if (pointer.matches()) {
        return this;
      }
      return children
          .computeIfAbsent(pointer.getMatchingProperty(), n -> new Place(path + '/' + escaped(n)))
          .place(pointer.tail());
    }

    private static String escaped(String name) {
      return name.replace("~", "~0").replace("/", "~1");
    }

    /** The part of the tree under a property, or under an element's index; null if nothing is. */
    Place child(String name) {
      return children.get(name);
    }

    boolean hasChildren() {
      return !children.isEmpty();
    }

    /** The fields that are found right here. */
    List<Field> fields() {
      return fields;
    }

    /** The place as a JSON pointer, for messages. */
    String path() {
      return path;
    }

    /** Marks this place as seen in the given record; false if that record was here before. */
    boolean enter(long record) {
      boolean first = lastRecord != record;
      lastRecord = record;
      return first;
    }
  }
}
