package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.LateRecord;
import io.tidemark.functions.window.WindowBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Late events: as they were read, with what they missed and why. In the place of several that had
 * been added up there is their key and how many they were.
 */
public final class LateFormat implements OutputFormat<LateRecord<Event>> {

  private static final long serialVersionUID = 1;

  @Override
  public void writeFields(LateRecord<Event> late, JsonGenerator json) throws IOException {
    if (late.record() == null) {
      json.writeStringField("key", late.key());
      json.writeNumberField("events", late.records());
    } else {
      Json.writeRaw(json, "event", late.record().raw());
    }
    Json.writeTime(json, "event_time", late.eventTime());
    Json.writeTime(json, "watermark", late.watermark());
    json.writeStringField("outcome", late.outcome().name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("missed_windows");
    for (WindowBounds window : late.missed()) {
      json.writeStartObject();
      Json.writeTime(json, "start", window.start());
      Json.writeTime(json, "end", window.end());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Keyed by what the job groups by, so that a partition has one key's records in order. */
  @Override
  public KafkaRecord toKafka(LateRecord<Event> late) {
    return new KafkaRecord(late.key().getBytes(StandardCharsets.UTF_8), toLine(late), Map.of());
  }
}
