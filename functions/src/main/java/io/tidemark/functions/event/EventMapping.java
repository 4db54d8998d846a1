package io.tidemark.functions.event;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the fields of an event are in a feed's JSON, and which of them a record cannot lack. */
public final class EventMapping implements Serializable {

  private static final long serialVersionUID = 1;

  /** RFC 6901; stricter than Jackson, which lets a stray '~' pass. */
  private static final Pattern POINTER = Pattern.compile("/([^~]|~[01])*+");

  private final EnumMap<Field, String> pointers;
  private final EnumSet<Field> required;
  private final EnumSet<Field> read;
  private final TimeFormat timeFormat;
  private final Set<String> markTypes;

  /**
   * @param pointers a JSON pointer (RFC 6901) for each field that the feed has; an empty pointer
   *     means that it has no such field
   * @param required the fields without which a record is malformed; the event time and the key
   *     always are
   * @param timeFormat how the feed writes times
   * @throws IllegalArgumentException if a pointer is none, or a required field has no pointer; the
   *     message names the parameter
   */
  public EventMapping(Map<Field, String> pointers, Set<Field> required, TimeFormat timeFormat) {
    this(pointers, required, timeFormat, Set.of());
  }

  /**
   * @param pointers as above
   * @param required as above
   * @param timeFormat as above
   * @param markTypes the event types that only tell the time: of the required fields such an event
   *     needs none but its time
   * @throws IllegalArgumentException as above
   */
  public EventMapping(
      Map<Field, String> pointers,
      Set<Field> required,
      TimeFormat timeFormat,
      Set<String> markTypes) {
    this.markTypes = Set.copyOf(markTypes);
    this.pointers = new EnumMap<>(Field.class);
    this.required = EnumSet.of(Field.KEY, Field.TIME);
    this.required.addAll(required);
    this.read = EnumSet.allOf(Field.class);
    this.timeFormat = timeFormat;
    pointers.forEach(
        (field, pointer) -> {
          if (!pointer.isEmpty()) {
            this.pointers.put(field, checked(field, pointer));
          }
        });
    for (Field field : this.required) {
      if (!this.pointers.containsKey(field)) {
        throw new IllegalArgumentException(
            field.parameter() + ": the job needs this field, but it has no JSON pointer");
      }
    }
  }

  private EventMapping(EventMapping whole, Set<Field> read) {
    this.pointers = whole.pointers;
    this.required = whole.required;
    this.read = EnumSet.copyOf(whole.required);
    this.read.addAll(read);
    this.timeFormat = whole.timeFormat;
    this.markTypes = whole.markTypes;
  }

  /**
   * The same mapping for a job that reads no other texts and numbers than these and those that are
   * required: the others are null in its events, and cost neither time nor room. What is malformed
   * stays malformed, whoever reads it.
   */
  public EventMapping reading(Set<Field> fields) {
    return new EventMapping(this, fields);
  }

  private static String checked(Field field, String pointer) {
    if (POINTER.matcher(pointer).matches()) {
      return pointer;
    }
    throw new IllegalArgumentException(
        String.format(
            "%s: '%s' is no JSON pointer; %s",
            field.parameter(),
            pointer,
            pointer.startsWith("/")
                ? "a '~' in it must be part of ~0 (for ~) or ~1 (for /)"
                : "it must begin with '/'"));
  }

  /** The JSON pointers of the fields that the feed has, none of them empty. */
  public Map<Field, String> pointers() {
    return Map.copyOf(pointers);
  }

  /** Whether a record that lacks this field is malformed. */
  public boolean requires(Field field) {
    return required.contains(field);
  }

  /** Whether anybody reads this field's text or number. */
  public boolean reads(Field field) {
    return read.contains(field);
  }

  /** Whether events of a type only tell the time. */
  public boolean isMark(String type) {
    return type != null && markTypes.contains(type);
  }

  /** How the feed writes times. */
  public TimeFormat timeFormat() {
    return timeFormat;
  }
}
