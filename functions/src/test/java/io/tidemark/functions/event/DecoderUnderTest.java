package io.tidemark.functions.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** A decoder whose place and clock stand still, and what every test expects of what it returns. */
final class DecoderUnderTest {

  static final Origin ORIGIN = Origin.ofFile("events.jsonl", 7);

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final EventDecoder decoder;

  DecoderUnderTest(EventMapping mapping) {
    this.decoder = new EventDecoder(mapping, FutureGuard.off(), TimeCorrection.none(), CLOCK);
  }

  static DecoderUnderTest of(Map<Field, String> pointers, Field... required) {
    return new DecoderUnderTest(new EventMapping(pointers, Set.of(required), TimeFormat.AUTO));
  }

  Decoded decode(byte[] raw) {
    byte[] before = raw == null ? null : raw.clone();
    Decoded decoded = decoder.decode(raw, Event.NO_TIME, ORIGIN);
    if (decoded.isEvent()) {
      assertThat(decoded.deadLetter()).isNull();
      assertThat(decoded.event().raw()).isSameAs(raw).isEqualTo(before);
    } else {
      DeadLetter letter = decoded.deadLetter();
      assertThat(letter.raw()).isSameAs(raw).isEqualTo(before);
      assertThat(letter.origin()).isEqualTo(ORIGIN);
      assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
      // What the decoder did not foresee it calls unreadable; it should foresee everything.
      assertThat(letter.error()).isNotBlank().doesNotStartWith("unreadable");
    }
    return decoded;
  }

  Event event(byte[] raw) {
    Decoded decoded = decode(raw);
    assertThat(decoded.isEvent())
        .as(() -> "refused: " + decoded.deadLetter().error() + ": " + shortened(raw))
        .isTrue();
    return decoded.event();
  }

  Event event(String json) {
    return event(utf8(json));
  }

  String error(byte[] raw) {
    Decoded decoded = decode(raw);
    assertThat(decoded.isEvent()).as(() -> "accepted: " + shortened(raw)).isFalse();
    return decoded.deadLetter().error();
  }

  String error(String json) {
    return error(utf8(json));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String shortened(byte[] raw) {
    return new String(raw, 0, Math.min(raw.length, 300), StandardCharsets.UTF_8);
  }
}
