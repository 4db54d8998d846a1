package io.tidemark.functions.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that only tell the time. */
class MarkTest {

  private final EventDecoder decoder =
      new EventDecoder(
          new EventMapping(
              Map.of(Field.KEY, "/item", Field.TIME, "/time", Field.TYPE, "/type"),
              Set.of(Field.TYPE),
              TimeFormat.AUTO,
              Set.of("tick")),
          FutureGuard.off(),
          TimeCorrection.none(),
          InstantSource.fixed(Instant.EPOCH));

  @Test
  void aMarkNeedsItsTimeAndNothingElse() {
    Event mark = decode("{'type':'tick','time':'1970-01-01T00:00:01Z'}").event();
    assertThat(mark.time()).isEqualTo(1_000);
    assertThat(mark.key()).isNull();
    assertThat(decode("{'time':'1970-01-01T00:00:01Z','type':'tick','item':'i1'}").event().key())
        .isEqualTo("i1");
  }

  @Test
  void aMarkWithoutATimeIsMalformed() {
    assertThat(decode("{'type':'tick','item':'i1'}").deadLetter().error())
        .isEqualTo("no text or number at /time (event.time)");
  }

  @Test
  void whatIsNoMarkNeedsItsKey() {
    assertThat(decode("{'type':'tock','time':'1970-01-01T00:00:01Z'}").deadLetter().error())
        .isEqualTo("no text or number at /item (group.by)");
    assertThat(decode("{'time':'1970-01-01T00:00:01Z','item':'i1'}").deadLetter().error())
        .isEqualTo("no text or number at /type (event.type)");
  }

  private Decoded decode(String json) {
    return decoder.decode(
        json.replace('\'', '"').getBytes(UTF_8), Event.NO_TIME, Origin.ofFile("events.jsonl", 1));
  }
}
