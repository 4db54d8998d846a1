package io.tidemark.jobs.laterepair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.event.RecordDecoder;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import java.io.IOException;

/**
 * Makes an event of each row that a job with windows wrote: by its key, and with the whole row as
 * what was read. Rows that are neither results nor late events are dead letters.
 */
final class RowDecoder implements RecordDecoder {

  private final ObjectReader json = Rows.reader();
  private final RecordDecoder lateEvents;
  private final Aggregate aggregate;

  private long sequence;

  /**
   * @param lateEvents reads late events
   */
  RowDecoder(RecordDecoder lateEvents, Aggregate aggregate) {
    this.lateEvents = lateEvents;
    this.aggregate = aggregate;
  }

  @Override
  public Decoded decode(byte[] raw, long brokerTimeMs, Origin origin) {
    sequence++;
    try {
      JsonNode row = raw == null ? null : json.readTree(raw);
      if (row != null && Rows.isResult(row)) {
        return result(row, raw);
      }
      return row == null || !row.has(Rows.EVENTS) ? lateEvent(row, raw, origin) : several(row, raw);
    } catch (JsonProcessingException e) {
      // Where it is broken, the decoder of events tells best.
      Decoded broken = lateEvents.decode(raw, Event.NO_TIME, origin);
      return broken.isEvent()
          ? rejected(e.getOriginalMessage(), raw, origin)
          : Decoded.deadLetter(broken.deadLetter(), sequence);
    } catch (IOException | RuntimeException e) {
      return rejected(e.getMessage(), raw, origin);
    }
  }

  private Decoded result(JsonNode row, byte[] raw) {
    if (!row.path("pane").isInt()) {
      throw new IllegalArgumentException("no result of windows: it has no pane");
    }
    long start = Rows.bounds(row, "window_start", "window_end").start();
    return Decoded.event(event(key(row), start, raw), sequence);
  }

  private Decoded lateEvent(JsonNode row, byte[] raw, Origin origin) {
    Decoded late = lateEvents.decode(raw, Event.NO_TIME, origin);
    if (!late.isEvent()) {
      return Decoded.deadLetter(late.deadLetter(), sequence);
    }
    LateRow.of(late.event(), row, aggregate);
    return Decoded.event(late.event(), sequence);
  }

  private Decoded several(JsonNode row, byte[] raw) {
    Event event = event(key(row), Rows.time(row, Rows.EVENT_TIME), raw);
    LateRow.of(event, row, aggregate);
    return Decoded.event(event, sequence);
  }

  private static String key(JsonNode row) {
    if (!row.path(Rows.KEY).isTextual()) {
      throw new IllegalArgumentException("no row of a job with windows: it has no key");
    }
    return row.path(Rows.KEY).asText();
  }

  private static Event event(String key, long time, byte[] raw) {
    return new Event(
        key, null, null, null, null, time, Event.NO_TIME, Event.NO_TIME, Double.NaN, raw);
  }

  private Decoded rejected(String why, byte[] raw, Origin origin) {
    String error = String.valueOf(why).replaceAll("\\p{Cntrl}", " ");
    return Decoded.deadLetter(
        new DeadLetter(DeadLetter.Reason.MALFORMED, error, raw, origin), sequence);
  }
}
