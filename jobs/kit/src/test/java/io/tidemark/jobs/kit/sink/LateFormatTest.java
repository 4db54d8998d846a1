package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.LateRecord;
import io.tidemark.functions.window.LateRecord.Outcome;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.jobs.kit.sink.OutputFormat.KafkaRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateFormatTest {

  private static final long TEN = 1_767_261_600_000L;
  private static final long MINUTE = 60_000;

  private final LateFormat format = new LateFormat();

  @Test
  void droppedEventIsWrittenAsReadWithTheWindowThatMissedIt() {
    assertThat(
            line(
                late(
                    "{\"user_id\":\"u1\", \"n\":1.0}",
                    Outcome.LATE_DROPPED,
                    new WindowBounds(TEN, TEN + MINUTE))))
        .isEqualTo(
            "{\"event\":{\"user_id\":\"u1\", \"n\":1.0},"
                + "\"event_time\":\"2026-01-01T10:00:00.250Z\","
                + "\"watermark\":\"2026-01-01T10:05:00.000Z\",\"outcome\":\"late_dropped\","
                + "\"missed_windows\":[{\"start\":\"2026-01-01T10:00:00.000Z\","
                + "\"end\":\"2026-01-01T10:01:00.000Z\"}]}");
  }

  @Test
  void eventLateForSomeWindowsListsThoseOnly() {
    assertThat(
            line(
                late(
                    "{}",
                    Outcome.LATE_PARTIAL,
                    new WindowBounds(TEN - MINUTE, TEN + MINUTE),
                    new WindowBounds(TEN, TEN + 2 * MINUTE))))
        .endsWith(
            "\"outcome\":\"late_partial\",\"missed_windows\":["
                + "{\"start\":\"2026-01-01T09:59:00.000Z\",\"end\":\"2026-01-01T10:01:00.000Z\"},"
                + "{\"start\":\"2026-01-01T10:00:00.000Z\",\"end\":\"2026-01-01T10:02:00.000Z\"}]}");
  }

  @Test
  void eventOverSeveralLinesIsPutOnOne() {
    assertThat(line(late("{\n  \"text\": \"a\\nb\"\r\n}", Outcome.LATE_DROPPED)))
        .startsWith("{\"event\":{   \"text\": \"a\\nb\"  },\"event_time\"")
        .doesNotContain("\n", "\r");
  }

  @Test
  void watermarkAtTheEndOfTheInputIsWrittenToo() {
    LateRecord<Event> late =
        new LateRecord<>(
            event("{}"), "i\u00e4", 1, TEN, Long.MAX_VALUE, Outcome.LATE_DROPPED, List.of());

    assertThat(line(late)).contains("\"watermark\":\"+292278994-08-17T07:12:55.807Z\"");
  }

  @Test
  void severalThatHadBeenAddedUpAreTheirKeyAndHowMany() {
    LateRecord<Event> late =
        new LateRecord<>(null, "i\u00e4", 7, TEN, TEN + MINUTE, Outcome.LATE_DROPPED, List.of());

    assertThat(line(late)).startsWith("{\"key\":\"i\u00e4\",\"events\":7,\"event_time\":");
    assertThat(format.toKafka(late).key()).asString(UTF_8).isEqualTo("i\u00e4");
  }

  @Test
  void kafkaKeyIsWhatTheJobGroupsBy() {
    LateRecord<Event> late = late("{}", Outcome.LATE_DROPPED);

    KafkaRecord record = format.toKafka(late);

    assertThat(record.key()).asString(UTF_8).isEqualTo("i\u00e4");
    assertThat(record.value()).isEqualTo(format.toLine(late));
    assertThat(record.headers()).isEmpty();
  }

  private String line(LateRecord<Event> late) {
    return new String(format.toLine(late), UTF_8);
  }

  private static LateRecord<Event> late(String raw, Outcome outcome, WindowBounds... missed) {
    return new LateRecord<>(
        event(raw), "i\u00e4", 1, TEN + 250, TEN + 5 * MINUTE, outcome, List.of(missed));
  }

  private static Event event(String raw) {
    return new Event(
        "i\u00e4",
        null,
        null,
        null,
        null,
        TEN + 250,
        Event.NO_TIME,
        Event.NO_TIME,
        Double.NaN,
        raw.getBytes(UTF_8));
  }
}
