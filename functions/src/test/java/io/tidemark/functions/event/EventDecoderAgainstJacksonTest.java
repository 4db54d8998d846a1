package io.tidemark.functions.event;

import static io.tidemark.functions.event.DecoderUnderTest.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a feed, whole, cut off and damaged: the decoder makes of them what Jackson makes. */
@Timeout(120)
class EventDecoderAgainstJacksonTest {

  private static final Map<Field, String> POINTERS =
      Map.of(
          Field.KEY, "/item",
          Field.ID, "/meta/id",
          Field.USER, "/meta/user/name",
          Field.ITEM, "/item",
          Field.TYPE, "/type",
          Field.TIME, "/times/0",
          Field.SENT_TIME, "/times/1",
          Field.RECEIVED_TIME, "/received",
          Field.VALUE, "/value");

  private final Comparison whole = new Comparison(EnumSet.allOf(Field.class));
  private final Comparison projected = new Comparison(EnumSet.of(Field.TYPE));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void recordIsDecodedAsByJackson(long seed) {
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random);
    int accepted = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] record = utf8(records.next());
      accepted += whole.isEvent(record) ? 1 : 0;
      projected.isEvent(record);
      for (int changes = 0; changes < 4; changes++) {
        byte[] damaged = damaged(record, random);
        whole.isEvent(damaged);
        projected.isEvent(damaged);
      }
    }
    assertThat(accepted).as("accepted of 5000").isBetween(1_500, 4_500);
  }

  @Test
  void everyBeginningOfARecordIsDecodedAsByJackson() {
    RandomRecords records = new RandomRecords(new Random(5));
    for (int i = 0; i < 100; i++) {
      byte[] record = utf8(records.next());
      for (int length = 0; length <= record.length; length++) {
        whole.isEvent(Arrays.copyOf(record, length));
      }
    }
  }

  @Test
  void everyByteInEveryPlaceOfARecordIsDecodedAsByJackson() {
    byte[] record =
        utf8("{\"item\":\"é\\n\",\"times\":[1.5e3, \"2026-01-01T00:00:00Z\"],\"x\":[{},-0]}");
    for (int at = 0; at < record.length; at++) {
      byte[] changed = record.clone();
      for (int b = 0; b < 256; b++) {
        changed[at] = (byte) b;
        whole.isEvent(changed.clone());
      }
    }
  }

  private static byte[] damaged(byte[] record, Random random) {
    byte[] damaged =
        random.nextInt(8) == 0
            ? Arrays.copyOf(record, random.nextInt(record.length))
            : record.clone();
    for (int n = random.nextInt(3); n >= 0 && damaged.length > 0; n--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> damaged[at] = (byte) "\"\\{}[],:0 eun.-".charAt(random.nextInt(15));
        default -> damaged[at] = damaged[random.nextInt(damaged.length)];
      }
    }
    return damaged;
  }

  /** One decoder for all records, so that what it remembers of one could do harm to the next. */
  private static final class Comparison {

    private final EventMapping mapping;
    private final DecoderUnderTest decoder;
    private final JacksonEventDecoder jackson;

    Comparison(Set<Field> read) {
      EventMapping all = new EventMapping(POINTERS, Set.of(), TimeFormat.AUTO);
      this.mapping = all.reading(read);
      this.decoder = new DecoderUnderTest(mapping);
      this.jackson = new JacksonEventDecoder(all);
    }

    boolean isEvent(byte[] record) {
      Decoded decoded = decoder.decode(record);
      assertThat(described(decoded.event()))
          .as(() -> new String(record, UTF_8) + " = " + HexFormat.of().formatHex(record))
          .isEqualTo(described(read(jackson.decode(record))));
      return decoded.isEvent();
    }

    private Event read(Event event) {
      return event == null
          ? null
          : new Event(
              event.key(),
              mapping.reads(Field.ID) ? event.id() : null,
              mapping.reads(Field.USER) ? event.user() : null,
              mapping.reads(Field.ITEM) ? event.item() : null,
              mapping.reads(Field.TYPE) ? event.type() : null,
              event.time(),
              event.sentTime(),
              event.receivedTime(),
              mapping.reads(Field.VALUE) ? event.value() : Double.NaN,
              event.raw());
    }

    private static String described(Event event) {
      return event == null ? "malformed" : event.toString();
    }
  }

  /** What feeds write, and what they write when they are unwell. */
  private static final class RandomRecords {

    private static final List<String> TEXTS =
        List.of(
            "",
            "i1",
            "click",
            "é",
            "漢字かな",
            "😀",
            "a b c d e f g h i j k",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud800",
            "1767225600",
            "null",
            "{}",
            "x".repeat(100));
    private static final List<String> NUMBERS =
        List.of(
            "0",
            "-0",
            "12.5",
            "-1e3",
            "1E+2",
            "0.000001",
            "123456789012345.6789",
            "1e400",
            "9007199254740993",
            "0.1234567890123456789",
            "1e-400",
            "-7.25e-2",
            "3.14159265358979");
    private static final List<String> TIMES =
        List.of(
            "\"2026-01-01T10:00:00.250Z\"",
            "\"2026-01-01T10:00:00Z\"",
            "\"2026-01-01 10:00\"",
            "\"2024-02-29T23:59:59,9+05:30\"",
            "1767225600",
            "1767225600250",
            "1767225600.1234567",
            "\"1767225600250\"",
            "-1.5",
            "1.767225600250e12",
            "1767225600250999",
            "null",
            "\"2026\\u002d01-01T10:00:00Z\"",
            "\"2026-02-29T00:00:00Z\"");

    private final Random random;

    RandomRecords(Random random) {
      this.random = random;
    }

    String next() {
      List<String> members = new ArrayList<>();
      members.add(member("item", scalar()));
      members.add(member("times", "[" + time() + (often() ? "," + time() : "") + "]"));
      if (often()) {
        members.add(member("type", string()));
      }
      if (often()) {
        members.add(
            member("meta", "{" + member("id", scalar()) + "," + member("user", user()) + "}"));
      }
      if (often()) {
        members.add(member("received", time()));
      }
      if (often()) {
        members.add(member("value", often() ? oneOf(NUMBERS) : scalar()));
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        members.add(member("x" + random.nextInt(3), value(3)));
      }
      // Mostly the order of the record before, sometimes another one.
      if (random.nextInt(4) == 0) {
        Collections.shuffle(members, random);
      }
      String space = space();
      return space + "{" + space + String.join("," + space, members) + space + "}" + space;
    }

    private String user() {
      return often() ? "{" + member("name", scalar()) + "}" : value(1);
    }

    private String member(String name, String value) {
      String written = random.nextInt(30) == 0 ? name.replace("i", "\\u0069") : name;
      return "\"" + written + "\":" + space() + value;
    }

    private String value(int depth) {
      int kind = random.nextInt(depth > 0 ? 4 : 2);
      if (kind < 2) {
        return scalar();
      }
      List<String> parts = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        parts.add(kind == 2 ? value(depth - 1) : member("y" + n, value(depth - 1)));
      }
      String inside = String.join(",", parts);
      return kind == 2 ? "[" + inside + "]" : "{" + inside + "}";
    }

    private String scalar() {
      return switch (random.nextInt(6)) {
        case 0 -> oneOf(NUMBERS);
        case 1 -> oneOf(List.of("true", "false", "null"));
        default -> string();
      };
    }

    private String string() {
      return "\"" + oneOf(TEXTS) + (often() ? "" : oneOf(TEXTS)) + "\"";
    }

    private String time() {
      return random.nextInt(20) == 0 ? scalar() : oneOf(TIMES.subList(0, often() ? 13 : 14));
    }

    private String space() {
      return often() ? "" : oneOf(List.of(" ", "\n", "\t \r\n"));
    }

    private boolean often() {
      return random.nextInt(4) > 0;
    }

    private String oneOf(List<String> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }
}
