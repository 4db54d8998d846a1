package io.tidemark.local.profile;

import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * How a feed is measured.
 *
 * @param mapping where its fields are
 * @param maxFuture how far ahead of its judge a believable event is
 * @param idleTimeout after how long a silent partition holds the others back no more; 0: never
 * @param window the length of the windows to look at
 */
record ProfileSettings(
    EventMapping mapping, Duration maxFuture, Duration idleTimeout, Duration window) {

  private static final Map<Field, Parameter<String>> POINTERS =
      Map.of(
          Field.TYPE, EventParameters.TYPE,
          Field.TIME, EventParameters.TIME,
          Field.SENT_TIME, EventParameters.SENT_TIME,
          Field.RECEIVED_TIME, EventParameters.RECEIVED_TIME,
          Field.USER, EventParameters.USER);

  /** The window's length in milliseconds. */
  long windowMs() {
    return window.toMillis();
  }

  /**
   * The mapping of the fields that a profile is about: what is not mapped costs no time.
   *
   * @throws ParameterException if a pointer is none, or there is no event time
   */
  static EventMapping mapping(Parameters parameters) {
    EnumMap<Field, String> pointers = new EnumMap<>(Field.class);
    POINTERS.forEach((field, parameter) -> pointers.put(field, parameters.get(parameter)));
    if (pointers.get(Field.SENT_TIME).isEmpty() || pointers.get(Field.RECEIVED_TIME).isEmpty()) {
      // Without both there is nothing to tell of a device.
      pointers.remove(Field.USER);
    }
    String time = pointers.get(Field.TIME);
    try {
      // The decoder wants a key. It is the time, which no event lacks, once that is known to be a
      // pointer: the message about a bad one names the parameter that is wrong.
      pointers.put(Field.KEY, "/key");
      mapping(pointers, parameters);
      pointers.put(Field.KEY, time);
      return mapping(pointers, parameters);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(e.getMessage());
    }
  }

  private static EventMapping mapping(Map<Field, String> pointers, Parameters parameters) {
    return new EventMapping(pointers, Set.of(), parameters.get(EventParameters.TIME_FORMAT));
  }

  /** The decoder's message without the key that only the decoder knows of. */
  static String withoutKey(String message) {
    return message.replace("(" + Field.KEY.parameter() + ")", "(" + Field.TIME.parameter() + ")");
  }
}
