package io.tidemark.local.simulate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An event as a strict reader takes it: these fields in this order, nothing before or behind. */
record ReadEvent(
    String eventId,
    String userId,
    String itemId,
    String type,
    Instant eventTime,
    Instant sentTime,
    Instant receivedTime,
    long value,
    String country,
    String device) {

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();
  private static final List<String> FIELDS =
      List.of(
          "event_id",
          "user_id",
          "item_id",
          "type",
          "event_time",
          "sent_time",
          "received_time",
          "value",
          "country",
          "device");
  private static final Set<String> TYPES = Set.of("view", "click", "like", "share");

  static ReadEvent of(SimulatedRecord record) throws IOException {
    return of(record.value());
  }

  /** Reads an event or refuses the bytes. */
  static ReadEvent of(byte[] json) throws IOException {
    JsonNode object = STRICT.readTree(json);
    expect(object.isObject(), "an object");
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    expect(names.equals(FIELDS), "the fields " + FIELDS + ", not " + names);
    ReadEvent event =
        new ReadEvent(
            string(object, "event_id"),
            string(object, "user_id"),
            string(object, "item_id"),
            string(object, "type"),
            time(object, "event_time"),
            time(object, "sent_time"),
            time(object, "received_time"),
            number(object, "value"),
            string(object, "country"),
            string(object, "device"));
    expect(event.userId.matches("u\\d+"), "a user's id");
    expect(event.itemId.matches("i\\d+"), "an item's id");
    expect(TYPES.contains(event.type), "a type");
    return event;
  }

  private static String string(JsonNode object, String name) throws IOException {
    expect(object.get(name).isTextual(), "a string for " + name);
    return object.get(name).textValue();
  }

  private static Instant time(JsonNode object, String name) throws IOException {
    String text = string(object, name);
    expect(text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), "a time: " + text);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IOException(e);
    }
  }

  private static long number(JsonNode object, String name) throws IOException {
    expect(object.get(name).isIntegralNumber(), "a whole number for " + name);
    return object.get(name).longValue();
  }

  private static void expect(boolean found, String what) throws IOException {
    if (!found) {
      throw new IOException("Expected " + what);
    }
  }
}
