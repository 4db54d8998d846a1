package io.tidemark.jobs.kit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.TracedEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TraceFormatTest {

  private static final long TEN_O_CLOCK = 1_767_261_600_000L;

  @Test
  void rowTellsBothTimesTheWatermarkAndTheOutcome() {
    assertThat(
            line(
                new TracedEvent(
                    Entry.LATE_DROPPED, "i1", TEN_O_CLOCK, TEN_O_CLOCK + 9_000, TEN_O_CLOCK + 1)))
        .isEqualTo(
            "{\"event_time\":\"2026-01-01T10:00:00.000Z\","
                + "\"arrival_time\":\"2026-01-01T10:00:09.000Z\","
                + "\"outcome\":\"late_dropped\","
                + "\"watermark\":\"2026-01-01T10:00:00.001Z\","
                + "\"key\":\"i1\"}");
  }

  @Test
  void whatIsNotKnownIsNull() {
    assertThat(
            line(
                new TracedEvent(Entry.MALFORMED, null, Event.NO_TIME, TEN_O_CLOCK, Long.MIN_VALUE)))
        .isEqualTo(
            "{\"event_time\":null,\"arrival_time\":\"2026-01-01T10:00:00.000Z\","
                + "\"outcome\":\"malformed\",\"watermark\":null,\"key\":null}");
  }

  private static String line(TracedEvent traced) {
    return new String(new TraceFormat().toLine(traced), StandardCharsets.UTF_8);
  }
}
