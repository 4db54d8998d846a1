package io.tidemark.functions.event;

import static io.tidemark.functions.event.DecoderUnderTest.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.StrictJson.Elements;
import io.tidemark.functions.event.StrictJson.Literal;
import io.tidemark.functions.event.StrictJson.Member;
import io.tidemark.functions.event.StrictJson.Members;
import io.tidemark.functions.event.StrictJson.NoJsonException;
import io.tidemark.functions.event.StrictJson.Numeral;
import io.tidemark.functions.event.StrictJson.Text;
import io.tidemark.functions.event.StrictJson.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Millions of broken bytes: the decoder never throws, and it agrees with a judge of the tests' own
 * on which records are events, and on their fields.
 */
@Timeout(120)
class EventDecoderFuzzTest {

  private static final int MAX_DEPTH = 1000;

  private static final Map<Field, String> POINTERS =
      Map.of(
          Field.KEY, "/item",
          Field.ITEM, "/item",
          Field.TIME, "/times/0",
          Field.SENT_TIME, "/times/1",
          Field.USER, "/who/na~1me",
          Field.VALUE, "/value");

  private static final List<String> SEEDLINGS =
      List.of(
          "{\"item\":\"i1\",\"times\":[\"2026-01-01T10:00:00.250Z\",1767261600],\"value\":-1.5e3}",
          "{\"times\":[1767261600250,null,[]],\"who\":{\"na/me\":\"\\u00e9\\ud83d\\ude00\",\"x\":{}},"
              + "\"item\":12}",
          " {\n \"item\" : true ,\r\n\t\"who\" : {\"name\":\"n\", \"na\\/me\":\"ü漢😀\"},"
              + " \"times\" : [\"2016-12-31 23:59:59,99+05:30\"],"
              + " \"x\":[[],{},\"\\\"\\\\\\n\",false,0.0E-1] } ",
          "{\"value\":1e5,\"value2\":1,\"times\":[\"-12.5e-1\",\"2024-02-29t00:00z\"],\"item\":\"\"}");

  /** What makes parsers stumble more often than any byte would. */
  private static final List<byte[]> TOKENS =
      List.of(
          utf8("\""),
          utf8("\\"),
          utf8("\\u"),
          utf8("\\ud800"),
          utf8("\\udc00"),
          utf8("\\u006d"),
          utf8("{"),
          utf8("}"),
          utf8("["),
          utf8("]"),
          utf8(","),
          utf8(":"),
          utf8(" "),
          utf8("\n"),
          utf8("0"),
          utf8("1"),
          utf8("9"),
          utf8("-"),
          utf8("+"),
          utf8("."),
          utf8("e"),
          utf8("E5"),
          utf8("T"),
          utf8("Z"),
          utf8("+01:00"),
          utf8("60"),
          utf8("null"),
          utf8("true"),
          utf8("false"),
          utf8("NaN"),
          utf8("//"),
          utf8("/**/"),
          utf8("'"),
          utf8("é"),
          utf8("😀"),
          utf8("\u0000"),
          utf8("\uFEFF"),
          utf8("\u00A0"),
          utf8("\u007F"),
          utf8("\u001F"),
          utf8("{}"),
          utf8("[]"),
          utf8("\"\""),
          utf8("\"item\":1,"),
          utf8(",\"who\":0"),
          utf8("\"times\":[0],"),
          HexFormat.of().parseHex("80"),
          HexFormat.of().parseHex("C0"),
          HexFormat.of().parseHex("C2"),
          HexFormat.of().parseHex("E2"),
          HexFormat.of().parseHex("EDA080"),
          HexFormat.of().parseHex("F09F"),
          HexFormat.of().parseHex("F4908080"),
          HexFormat.of().parseHex("FF"));

  private final DecoderUnderTest decoder = DecoderUnderTest.of(POINTERS);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void recordWithWrongBytesIsJudgedAsByTheRfc(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    for (int i = 0; i < 30_000; i++) {
      byte[] record = utf8(SEEDLINGS.get(random.nextInt(SEEDLINGS.size())));
      for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
        record = changed(record, random);
      }
      accepted += judge(record, seed, i) ? 1 : 0;
    }
    // A test in which nearly everything is refused, or accepted, would test little.
    assertThat(accepted).as("accepted of 30000, seed %d", seed).isBetween(3_000, 27_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void recordOfRandomTokensIsJudgedAsByTheRfc(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    for (int i = 0; i < 30_000; i++) {
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      boolean inAString = random.nextBoolean();
      record.writeBytes(utf8("{\"times\":[0],\"item\":1,\"x\":" + (inAString ? "\"" : "")));
      for (int tokens = random.nextInt(5); tokens > 0; tokens--) {
        record.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())));
      }
      record.writeBytes(utf8(inAString ? "\"}" : "}"));
      accepted += judge(record.toByteArray(), seed, i) ? 1 : 0;
    }
    assertThat(accepted).as("accepted of 30000, seed %d", seed).isBetween(3_000, 27_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {21})
  void randomBytesAreJudgedAsByTheRfc(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 30_000; i++) {
      byte[] record = new byte[random.nextInt(12)];
      random.nextBytes(record);
      judge(record, seed, i);
    }
  }

  private static byte[] changed(byte[] record, SplittableRandom random) {
    int at = random.nextInt(record.length + 1);
    int to = Math.min(record.length, at + random.nextInt(1, 9));
    byte[] before = Arrays.copyOf(record, at);
    byte[] here = Arrays.copyOfRange(record, at, to);
    byte[] after = Arrays.copyOfRange(record, to, record.length);
    return switch (random.nextInt(8)) {
      case 0 -> joined(before, TOKENS.get(random.nextInt(TOKENS.size())), after);
      case 1, 2 -> joined(before, TOKENS.get(random.nextInt(TOKENS.size())), here, after);
      case 3 -> joined(before, here, here, after);
      case 4 -> joined(before, after);
      case 5 -> random.nextInt(4) > 0 ? record : before;
      default -> {
        byte[] flipped = record.clone();
        if (at < record.length) {
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
    };
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /** Whether the record was accepted, which is what it should have been. */
  private boolean judge(byte[] record, long seed, int i) {
    Fields expected;
    String objection = null;
    try {
      expected = expectedFields(record);
    } catch (NoJsonException | RefusedException e) {
      expected = null;
      objection = e.getMessage();
    }
    Fields actual;
    try {
      Decoded decoded = decoder.decode(record);
      actual = decoded.isEvent() ? Fields.of(decoded.event()) : null;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(description(record, seed, i), e);
    }
    if (!Objects.equals(actual, expected)) {
      assertThat(actual)
          .as("%s, the judge says: %s", description(record, seed, i), objection)
          .isEqualTo(expected);
    }
    return actual != null;
  }

  private static String description(byte[] record, long seed, int i) {
    return String.format(
        "seed %d, case %d: %s = %s",
        seed, i, new String(record, StandardCharsets.UTF_8), HexFormat.of().formatHex(record));
  }

  /** What the mapping of this test finds in a record. */
  private record Fields(
      String key, String item, String user, Long time, Long sentTime, Double value) {

    static Fields of(Event event) {
      return new Fields(
          event.key(), event.item(), event.user(), event.time(), event.sentTime(), event.value());
    }
  }

  // ---- the judge: what the contract says, once more, in other words

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  private static Fields expectedFields(byte[] record) throws NoJsonException, RefusedException {
    Value root = StrictJson.parse(record, MAX_DEPTH);
    refuseHalfCharactersInNames(root);
    String key = text(found(root, Field.KEY));
    Long time = time(found(root, Field.TIME));
    if (key == null || time == null) {
      throw new RefusedException("no key or no time");
    }
    Long sentTime = time(found(root, Field.SENT_TIME));
    Double value = number(found(root, Field.VALUE));
    return new Fields(
        key,
        text(found(root, Field.ITEM)),
        text(found(root, Field.USER)),
        time,
        sentTime == null ? Event.NO_TIME : sentTime,
        value == null ? Double.NaN : value);
  }

  /** Not the RFC's rule but our parser's. */
  private static void refuseHalfCharactersInNames(Value value) throws RefusedException {
    if (value instanceof Elements elements) {
      for (Value element : elements.list()) {
        refuseHalfCharactersInNames(element);
      }
    } else if (value instanceof Members members) {
      for (Member member : members.list()) {
        refuseHalfCharacters(member.name());
        refuseHalfCharactersInNames(member.value());
      }
    }
  }

  private static void refuseHalfCharacters(String text) throws RefusedException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new RefusedException("half a character");
    }
  }

  private static Value found(Value root, Field field) throws RefusedException {
    Value here = root;
    for (String part : List.of(POINTERS.get(field).substring(1).split("/", -1))) {
      String name = part.replace("~1", "/").replace("~0", "~");
      List<Value> next = new ArrayList<>();
      if (here instanceof Members members) {
        members.list().stream()
            .filter(member -> member.name().equals(name))
            .forEach(member -> next.add(member.value()));
      } else if (here instanceof Elements elements && name.matches("0|[1-9][0-9]?")) {
        elements.list().stream().skip(Integer.parseInt(name)).limit(1).forEach(next::add);
      }
      if (next.size() > 1) {
        throw new RefusedException("twice: " + name);
      }
      here = next.isEmpty() ? null : next.get(0);
    }
    return here;
  }

  private static String text(Value value) throws RefusedException {
    String text = null;
    if (value instanceof Text string) {
      text = string.text();
      refuseHalfCharacters(text);
    } else if (value instanceof Numeral numeral) {
      text = numeral.text();
    } else if (value instanceof Literal literal && !literal.text().equals("null")) {
      text = literal.text();
    }
    return text;
  }

  private static Double number(Value value) {
    if (!(value instanceof Numeral numeral)) {
      return null;
    }
    double number = new BigDecimal(numeral.text()).doubleValue();
    return Double.isInfinite(number) ? null : normalZero(number, numeral.text());
  }

  /** A BigDecimal knows no zero below zero. */
  private static double normalZero(double number, String text) {
    return number == 0 && text.startsWith("-") ? -0.0 : number;
  }

  private static final Pattern ISO =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
              + "(?:[Zz]|([+-])([0-9]{2})(?::?([0-9]{2}))?)?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");

  private static Long time(Value value) throws RefusedException {
    if (value instanceof Members || value instanceof Elements) {
      throw new RefusedException("an object or array for a time");
    }
    String text = text(value);
    if (text == null) {
      return null;
    }
    long millis = text.contains(":") ? isoMillis(text) : epochMillis(text);
    if (text.length() > 100
        || millis < Instant.parse("0001-01-01T00:00:00Z").toEpochMilli()
        || millis > Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli()) {
      throw new RefusedException("out of range");
    }
    return millis;
  }

  private static long isoMillis(String text) throws RefusedException {
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      throw new RefusedException("no ISO time");
    }
    try {
      boolean leap = "60".equals(iso.group(3));
      String second = iso.group(3) == null ? "00" : leap ? "59" : iso.group(3);
      LocalDateTime local =
          LocalDateTime.parse(iso.group(1) + "T" + iso.group(2) + ":" + second)
              .plusSeconds(leap ? 1 : 0);
      if (iso.group(5) != null) {
        LocalTime offset =
            LocalTime.parse(iso.group(6) + ":" + (iso.group(7) == null ? "00" : iso.group(7)));
        int seconds = offset.toSecondOfDay();
        local = local.plusSeconds(iso.group(5).equals("+") ? -seconds : seconds);
      }
      if (leap && !local.toLocalTime().equals(LocalTime.MIDNIGHT)) {
        throw new RefusedException("no leap second");
      }
      String fraction = iso.group(4) == null ? "" : iso.group(4);
      return local.toEpochSecond(ZoneOffset.UTC) * 1000
          + Long.parseLong((fraction + "000").substring(0, 3));
    } catch (DateTimeException e) {
      throw new RefusedException(e.getMessage());
    }
  }

  private static long epochMillis(String text) throws RefusedException {
    if (!NUMBER.matcher(text).matches()) {
      throw new RefusedException("no number");
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0) {
      return 0;
    }
    // about how many digits it has before the point
    long digits = (long) number.precision() - number.scale();
    if (digits > 20 || digits < -20) {
      if (digits > 0) {
        throw new RefusedException("out of range");
      }
      return number.signum() < 0 ? -1 : 0;
    }
    int power = digits <= 11 ? 3 : digits <= 14 ? 0 : -3;
    return number.movePointRight(power).setScale(0, RoundingMode.FLOOR).longValueExact();
  }
}
