package io.tidemark.jobs.kit.params;

import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.TimeFormat;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an event looks like in the feed, and which events count. */
public final class EventParameters {

  public static final Parameter<String> ID = pointer(Field.ID, "/event_id", "the event's identity");
  public static final Parameter<String> USER = pointer(Field.USER, "/user_id", "who acted");
  public static final Parameter<String> ITEM =
      pointer(Field.ITEM, "/item_id", "what was acted upon");
  public static final Parameter<String> TYPE = pointer(Field.TYPE, "/type", "the kind of act");
  public static final Parameter<String> TIME = pointer(Field.TIME, "/event_time", "event time");
  public static final Parameter<String> SENT_TIME =
      pointer(Field.SENT_TIME, "/sent_time", "when the device sent it");
  public static final Parameter<String> RECEIVED_TIME =
      pointer(Field.RECEIVED_TIME, "/received_time", "when the collector got it");
  public static final Parameter<String> VALUE =
      pointer(Field.VALUE, "/value", "the number that it carries");

  public static final Parameter<TimeFormat> TIME_FORMAT =
      Parameter.oneOf(
          TimeFormat.class,
          "event.time.format",
          TimeFormat.AUTO,
          "How times are written; auto: ISO-8601, or a number whose size tells its unit");
  public static final Parameter<String> GROUP_BY =
      Parameter.text(
          "group.by", "item", "What a result is about: user, item, type, or a JSON pointer");
  public static final Parameter<List<String>> FILTER_TYPES =
      Parameter.list("filter.types", List.of(), "The event types that count; empty: all");
  public static final Parameter<Duration> DEDUP_HORIZON =
      Parameter.duration(
          "dedup.horizon",
          Duration.ZERO,
          "Drop events whose id was seen within this much event time; 0: off");

  public static final List<Parameter<?>> ALL =
      List.of(
          ID,
          USER,
          ITEM,
          TYPE,
          TIME,
          SENT_TIME,
          RECEIVED_TIME,
          VALUE,
          TIME_FORMAT,
          GROUP_BY,
          FILTER_TYPES,
          DEDUP_HORIZON);

  private static final Map<Field, Parameter<String>> POINTERS =
      Map.of(
          Field.ID, ID,
          Field.USER, USER,
          Field.ITEM, ITEM,
          Field.TYPE, TYPE,
          Field.TIME, TIME,
          Field.SENT_TIME, SENT_TIME,
          Field.RECEIVED_TIME, RECEIVED_TIME,
          Field.VALUE, VALUE);

  private EventParameters() {}

  private static Parameter<String> pointer(Field field, String byDefault, String meaning) {
    return Parameter.text(
        field.parameter(), byDefault, "JSON pointer to " + meaning + "; empty: not in the feed");
  }

  /**
   * The mapping that the parameters describe.
   *
   * @param needed the fields that the job cannot do without
   * @throws ParameterException if a pointer is none, or a field that is needed has none
   */
  public static EventMapping mapping(Parameters parameters, Set<Field> needed) {
    return mapping(parameters, needed, Map.of());
  }

  /**
   * The same for a job that has a say of its own.
   *
   * @param ofTheJob pointers that go before those of the parameters
   * @throws ParameterException as above
   */
  public static EventMapping mapping(
      Parameters parameters, Set<Field> needed, Map<Field, String> ofTheJob) {
    EnumMap<Field, String> pointers = new EnumMap<>(Field.class);
    POINTERS.forEach((field, parameter) -> pointers.put(field, parameters.get(parameter)));
    pointers.put(Field.KEY, keyPointer(parameters));
    pointers.putAll(ofTheJob);

    EnumSet<Field> required = EnumSet.of(Field.KEY, Field.TIME);
    required.addAll(needed);
    Set<String> markTypes = WatermarkParameters.markTypes(parameters);
    if (!parameters.get(FILTER_TYPES).isEmpty() || !markTypes.isEmpty()) {
      required.add(Field.TYPE);
    }
    if (!parameters.get(DEDUP_HORIZON).isZero()) {
      required.add(Field.ID);
    }
    try {
      return new EventMapping(pointers, required, parameters.get(TIME_FORMAT), markTypes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(e.getMessage());
    }
  }

  /**
   * Where the key is that results are grouped by, as a JSON pointer.
   *
   * @throws ParameterException if {@link #GROUP_BY} is neither a field nor a pointer
   */
  static String keyPointer(Parameters parameters) {
    return pointer(GROUP_BY.key(), parameters.get(GROUP_BY), parameters);
  }

  /**
   * Where something is that is named by a field or a JSON pointer.
   *
   * @param key the parameter that names it
   * @param name what it says
   * @throws ParameterException if that is neither a field nor a pointer
   */
  public static String pointer(String key, String name, Parameters parameters) {
    Field field =
        switch (name) {
          case "user" -> Field.USER;
          case "item" -> Field.ITEM;
          case "type" -> Field.TYPE;
          default -> null;
        };
    if (field == null && !name.startsWith("/")) {
      throw new ParameterException(
          String.format(
              "%s: '%s' is none of user, item, type and no JSON pointer; did you mean %s?",
              key, name, NearestName.to(name, List.of("user", "item", "type")).orElseThrow()));
    }
    return field == null ? name : parameters.get(POINTERS.get(field));
  }
}
