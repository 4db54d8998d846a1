package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Events as they were read. */
public final class EventFormat implements OutputFormat<Event> {

  private static final long serialVersionUID = 1;

  /** There are none but its own: an event's JSON may be of any shape. */
  @Override
  public void writeFields(Event event, JsonGenerator json) {
    throw new UnsupportedOperationException("an event is written whole");
  }

  @Override
  public byte[] toLine(Event event) {
    return Json.onOneLine(event.raw());
  }

  /** Its untouched bytes, keyed by what the job groups by. */
  @Override
  public KafkaRecord toKafka(Event event) {
    return new KafkaRecord(event.key().getBytes(StandardCharsets.UTF_8), event.raw(), Map.of());
  }
}
