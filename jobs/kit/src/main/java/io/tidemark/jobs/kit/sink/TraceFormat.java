package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.TracedEvent;
import java.io.IOException;

/** Rows of the trace. A time that is not known is null. */
public final class TraceFormat implements OutputFormat<TracedEvent> {

  private static final long serialVersionUID = 1;

  @Override
  public void writeFields(TracedEvent traced, JsonGenerator json) throws IOException {
    writeTime(json, "event_time", traced.eventTime(), Event.NO_TIME);
    Json.writeTime(json, "arrival_time", traced.arrivalTime());
    json.writeStringField("outcome", traced.outcome().column());
    writeTime(json, "watermark", traced.watermark(), Long.MIN_VALUE);
    json.writeStringField("key", traced.key());
  }

  private static void writeTime(JsonGenerator json, String name, long time, long unknown)
      throws IOException {
    if (time == unknown) {
      json.writeNullField(name);
    } else {
      Json.writeTime(json, name, time);
    }
  }
}
