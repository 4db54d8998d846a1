package io.tidemark.functions.event;

import io.tidemark.functions.event.DeadLetter.Reason;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Turns the bytes of a record into an event, or into a dead letter that says why not. It never
 * throws, and it is strict: what RFC 8259 forbids is malformed, and so is a record in which a
 * mapped field, or an object on the way to one, occurs twice.
 *
 * <p>One decoder serves one thread.
 */
public final class EventDecoder implements RecordDecoder {

  private final EventMapping mapping;
  private final FutureGuard futureGuard;
  private final TimeCorrection timeCorrection;
  private final InstantSource wallClock;
  private final FieldTree fieldTree;

  /** Where each field is, by its ordinal; null where the feed has no such field. */
  private final FieldTree[] places;

  /** Of each field by its ordinal, what the mapping says. */
  private final boolean[] isRead;

  private final boolean[] isRequired;

  private final JsonScanner json = new JsonScanner();
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
    Field[] fields = Field.values();
    this.places = Arrays.stream(fields).map(fieldTree::placeOf).toArray(FieldTree[]::new);
    this.isRead = new boolean[fields.length];
    this.isRequired = new boolean[fields.length];
    for (Field field : fields) {
      isRead[field.ordinal()] = mapping.reads(field);
      isRequired[field.ordinal()] = mapping.requires(field);
    }
  }

  @Override
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
    } catch (RuntimeException e) {
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

  private void readFields(byte[] raw) throws MalformedException {
    if (raw == null) {
      throw new MalformedException("a record without a value");
    }
    json.reset(raw);
    int at = json.space(0);
    if (at == raw.length) {
      throw new MalformedException("an empty record");
    }
    at = json.space(readValue(raw, at, fieldTree));
    if (at < raw.length) {
      throw json.expected("the end of the record", at);
    }
  }

  /** Reads the value that begins here; returns where it ends. */
  private int readValue(byte[] raw, int at, FieldTree place) throws MalformedException {
    int first = json.byteAt(at);
    if (first != '{' && first != '[') {
      return place.isField() ? readScalar(raw, at, place.scalar()) : json.scalar(at);
    }
    Field time = place.time();
    if (time != null) {
      throw new MalformedException(time.parameter() + ": an object or array is no time");
    }
    if (!place.hasChildren()) {
      return json.value(at);
    }
    return first == '{' ? readObject(raw, at, place) : readArray(raw, at, place);
  }

  private int readScalar(byte[] raw, int at, Scalar scalar) throws MalformedException {
    int end = json.scalar(at);
    if (raw[at] != '"') {
      if (raw[at] != 'n') {
        scalar.setToken(raw, at, end);
      }
    } else if (json.isEscaped()) {
      scalar.setEscaped(json.text(at + 1, end - 1));
    } else {
      scalar.setString(raw, at + 1, end - 1, json.isAscii());
    }
    return end;
  }

  private int readObject(byte[] raw, int at, FieldTree place) throws MalformedException {
    json.enter(at, true);
    at++;
    for (int i = 0; ; i++) {
      ExpectedMember expected = place.expected(i);
      FieldTree child;
      if (expected != null && expected.isAt(raw, at)) {
        // There may be more space this time.
        at = json.space(at + expected.length());
        child = expected.child();
      } else {
        int from = at;
        at = json.space(at);
        if (i == 0 ? json.byteAt(at) == '}' : !json.hasNext(at)) {
          return json.leave(at);
        }
        int nameAt = i == 0 ? at : json.space(at + 1);
        int nameEnd = json.name(nameAt);
        child =
            json.isEscaped()
                ? place.child(json.text(nameAt + 1, nameEnd - 1))
                : place.child(raw, nameAt + 1, nameEnd - 1);
        at = json.colon(nameEnd);
        place.expect(i, ExpectedMember.of(raw, from, at, child));
      }
      at = readChild(raw, at, child);
    }
  }

  private int readArray(byte[] raw, int at, FieldTree place) throws MalformedException {
    at = json.enter(at, false);
    if (json.byteAt(at) == ']') {
      return json.leave(at);
    }
    for (int i = 0; ; i++) {
      at = json.space(readChild(raw, at, place.child(i)));
      if (!json.hasNext(at)) {
        return json.leave(at);
      }
      at = json.space(at + 1);
    }
  }

  private int readChild(byte[] raw, int at, FieldTree place) throws MalformedException {
    if (place == null) {
      return json.value(at);
    }
    if (!place.enter(sequence)) {
      throw new MalformedException(place.path() + " occurs twice");
    }
    return readValue(raw, at, place);
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
    Scalar scalar = scalar(field);
    return scalar == null || !isRead[field.ordinal()] ? null : scalar.text();
  }

  private long time(Field field) throws MalformedException {
    Scalar scalar = scalar(field);
    if (scalar == null) {
      return Event.NO_TIME;
    }
    try {
      return scalar.time(mapping.timeFormat());
    } catch (DateTimeException e) {
      throw new MalformedException(field.parameter() + ": " + e.getMessage());
    }
  }

  private double number(Field field) throws MalformedException {
    Scalar scalar = scalar(field);
    if (scalar == null || !isRead[field.ordinal()]) {
      return Double.NaN;
    }
    double number = scalar.number();
    if (Double.isFinite(number)) {
      return number;
    }
    if (isRequired(field)) {
      throw new MalformedException(field.parameter() + " is too large for a number");
    }
    return Double.NaN;
  }

  /** What the record has for a field, or null if it has nothing and need not. */
  private Scalar scalar(Field field) throws MalformedException {
    Scalar scalar = found(field);
    if (scalar == null) {
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
    if (!scalar.isWellFormed()) {
      throw new MalformedException(field.parameter() + " has an unpaired surrogate");
    }
    return scalar;
  }

  private Scalar found(Field field) {
    FieldTree place = places[field.ordinal()];
    Scalar scalar = place == null ? null : place.scalarOf(sequence);
    return field != Field.VALUE || scalar == null || scalar.isNumber() ? scalar : null;
  }

  private boolean isRequired(Field field) {
    return isRequired[field.ordinal()] && (field == Field.TIME || !isMark());
  }

  private boolean isMark() {
    Scalar type = found(Field.TYPE);
    return type != null && mapping.isMark(type.text());
  }

  /** The text without what would break the line of an output that quotes it, or the output. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Surrogates.isUnpaired(c) ? '\uFFFD' : Character.isISOControl(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
