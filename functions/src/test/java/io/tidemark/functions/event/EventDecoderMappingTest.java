package io.tidemark.functions.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.DeadLetter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the fields of an event are found in a record, and what is made of what is there. */
@Timeout(60)
class EventDecoderMappingTest {

  private static final Map<Field, String> DEFAULTS =
      Map.of(
          Field.KEY, "/item_id",
          Field.ID, "/event_id",
          Field.USER, "/user_id",
          Field.ITEM, "/item_id",
          Field.TYPE, "/type",
          Field.TIME, "/event_time",
          Field.SENT_TIME, "/sent_time",
          Field.RECEIVED_TIME, "/received_time",
          Field.VALUE, "/value");

  private final DecoderUnderTest decoder = DecoderUnderTest.of(DEFAULTS);

  /** A decoder of records that have their time at /t, their key at a pointer, and no more. */
  private static DecoderUnderTest keyAt(String pointer) {
    return DecoderUnderTest.of(Map.of(Field.TIME, "/t", Field.KEY, pointer));
  }

  /** A record with key and time, and one field more. */
  private static String with(String name, String value) {
    return "{\"event_time\":\"2026-01-01T00:00:00Z\",\"item_id\":\"i1\",\"%s\":%s}"
        .formatted(name, value);
  }

  // ---- what is read

  @Test
  void everyFieldOfARecordIsRead() {
    Event event =
        decoder.event(
            """
            {"event_id":"e1","user_id":"u1","item_id":"i1","type":"click","value":2.5,
             "event_time":"2026-01-01T10:00:00.250Z","sent_time":1767261601,
             "received_time":"1767261602003","more":[{"event_id":"not this one"}]}
            """);

    assertThat(event.key()).isEqualTo("i1");
    assertThat(event.id()).isEqualTo("e1");
    assertThat(event.user()).isEqualTo("u1");
    assertThat(event.item()).isEqualTo("i1");
    assertThat(event.type()).isEqualTo("click");
    assertThat(event.time()).isEqualTo(1_767_261_600_250L);
    assertThat(event.sentTime()).isEqualTo(1_767_261_601_000L);
    assertThat(event.receivedTime()).isEqualTo(1_767_261_602_003L);
    assertThat(event.value()).isEqualTo(2.5);
  }

  @Test
  void fieldsThatARecordLacksAreNull() {
    Event event = decoder.event("{\"event_time\":0,\"item_id\":\"i1\"}");

    assertThat(event.id()).isNull();
    assertThat(event.user()).isNull();
    assertThat(event.type()).isNull();
    assertThat(event.sentTime()).isEqualTo(Event.NO_TIME);
    assertThat(event.receivedTime()).isEqualTo(Event.NO_TIME);
    assertThat(event.value()).isNaN();
  }

  @Test
  void fieldsOfOneRecordDoNotLeakIntoTheNext() {
    decoder.event(with("user_id", "\"u1\""));

    assertThat(decoder.event("{\"event_time\":0,\"item_id\":\"i1\"}").user()).isNull();
  }

  @Test
  void recordsAreNumberedWhateverBecomesOfThem() {
    assertThat(decoder.decode(DecoderUnderTest.utf8("{}")).sequence()).isEqualTo(1);
    assertThat(decoder.decode(null).sequence()).isEqualTo(2);
    assertThat(decoder.decode(DecoderUnderTest.utf8(with("x", "0"))).sequence()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"u1\"`, u1",
        "`\"\"`, ``",
        "`\" u1 \"`, ` u1 `",
        "`\"\\u00e9\\ud83d\\ude00\\n\"`, `é😀\n`",
        "`\"null\"`, null",
        "42, 42",
        "-0, -0",
        "1.50, 1.50",
        "1E+2, 1E+2",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "true, true",
        "false, false"
      })
  void textFieldTakesTextsNumbersAndTruthValuesAsTheyStandThere(String json, String text) {
    assertThat(decoder.event(with("user_id", json)).user()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "[\"u1\"]", "{\"user_id\":\"u1\"}"})
  void textFieldThatIsNullOrAnObjectOrAnArrayIsAbsent(String json) {
    assertThat(decoder.event(with("user_id", json)).user()).isNull();
    assertThat(DecoderUnderTest.of(DEFAULTS, Field.USER).error(with("user_id", json)))
        .isEqualTo("no text or number at /user_id (event.user)");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0.5, -0.5",
    "1e3, 1000",
    "1E-400, 0",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  void valueIsAJsonNumber(String json, double value) {
    assertThat(decoder.event(with("value", json)).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"1\"", "\"\"", "\"\\ud800\"", "true", "{}", "[1]"})
  void valueThatIsNoJsonNumberIsAbsent(String json) {
    assertThat(decoder.event(with("value", json)).value()).isNaN();
    assertThat(DecoderUnderTest.of(DEFAULTS, Field.VALUE).error(with("value", json)))
        .isEqualTo("no number at /value (event.value)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e999999999"})
  void valueTooLargeForANumberIsAbsent(String json) {
    assertThat(decoder.event(with("value", json)).value()).isNaN();
    assertThat(DecoderUnderTest.of(DEFAULTS, Field.VALUE).error(with("value", json)))
        .isEqualTo("event.value is too large for a number");
  }

  @Test
  void veryLongValueIsReadQuickly() {
    String digits = "1".repeat(300);

    assertThat(decoder.event(with("value", digits)).value()).isEqualTo(Double.parseDouble(digits));
    assertThat(decoder.event(with("value", "0." + "3".repeat(1_000_000))).value())
        .isEqualTo(1 / 3.0);
    assertThat(decoder.event(with("value", "3".repeat(1_000_000))).value()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent_time", "received_time"})
  void timeThatIsPresentAndIsNoTimeIsMalformed(String name) {
    String parameter = "event." + name.replace('_', '-');
    for (String json : new String[] {"\"\"", "\"soon\"", "true", "\"2026-01-01\"", "1e99"}) {
      assertThat(decoder.error(with(name, json))).startsWith(parameter + ": '");
    }
    for (String json : new String[] {"{}", "[]", "[1767225600]", "{\"$date\":1767225600}"}) {
      assertThat(decoder.error(with(name, json)))
          .isEqualTo(parameter + ": an object or array is no time");
    }
    assertThat(decoder.event(with(name, "null"))).isNotNull();
  }

  @Test
  void eventTimeIsNeeded() {
    assertThat(decoder.error("{\"item_id\":\"i1\"}"))
        .isEqualTo("no text or number at /event_time (event.time)");
    assertThat(decoder.error("{\"item_id\":\"i1\",\"event_time\":null}"))
        .isEqualTo("no text or number at /event_time (event.time)");
    assertThat(decoder.error("{\"item_id\":\"i1\",\"event_time\":{}}"))
        .isEqualTo("event.time: an object or array is no time");
    assertThat(decoder.error("{\"item_id\":\"i1\",\"event_time\":\"noon\"}"))
        .isEqualTo("event.time: 'noon' is no time");
  }

  @Test
  void keyIsNeeded() {
    for (String json : new String[] {"null", "{}", "[\"i1\"]"}) {
      assertThat(decoder.error("{\"event_time\":0,\"item_id\":" + json + "}"))
          .isEqualTo("no text or number at /item_id (group.by)");
    }
    assertThat(decoder.error("{\"event_time\":0}"))
        .isEqualTo("no text or number at /item_id (group.by)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Field.class,
      names = {"ID", "USER", "TYPE", "SENT_TIME", "RECEIVED_TIME", "VALUE"})
  void fieldThatTheJobRequiresMustBeThere(Field field) {
    assertThat(DecoderUnderTest.of(DEFAULTS, field).error("{\"event_time\":0,\"item_id\":\"i1\"}"))
        .contains(DEFAULTS.get(field), field.parameter());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud800", "\\udc00", "a\\ud800", "\\ud800a", "\\ude00\\ud83d", "\\ud83d\\ud83d"})
  void mappedTextWithHalfACharacterIsMalformed(String text) {
    assertThat(decoder.error(with("user_id", "\"" + text + "\"")))
        .isEqualTo("event.user has an unpaired surrogate");
    assertThat(decoder.error("{\"event_time\":0,\"item_id\":\"" + text + "\"}"))
        .isEqualTo("group.by has an unpaired surrogate");
    assertThat(decoder.error("{\"event_time\":\"" + text + "\",\"item_id\":\"i1\"}"))
        .isEqualTo("event.time has an unpaired surrogate");
    decoder.event(with("unmapped", "\"" + text + "\""));
  }

  // ---- pointers

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/a, `{'a':1}`",
        "/a/b, `{'a':{'b':1}}`",
        "/a/b/c, `{'b':0,'a':{'x':[9],'b':{'a':9,'c':1},'c':9},'c':9}`",
        "/a/0, `{'a':[1,2,3]}`",
        "/a/2, `{'a':[3,2,1]}`",
        "/a/10, `{'a':[0,0,0,0,0,0,0,0,0,0,1,0]}`",
        "/a/1/b, `{'a':[{'b':9},{'b':1},{'b':9}]}`",
        "/a/0/0/0, `{'a':[[[1]]]}`",
        "/a/1, `{'a':[{'1':9},1]}`",
        // the same pointer serves an object that has the index for a name
        "/a/0, `{'a':{'0':1}}`",
        "/a/01, `{'a':{'01':1}}`",
        "/a/-, `{'a':{'-':1}}`",
        // escapes
        "/a~1b, `{'a':9,'a/b':1}`",
        "/a~0b, `{'a~b':1}`",
        "/~01, `{'~1':1,'/':9}`",
        "/~10, `{'/0':1}`",
        "/~0~0, `{'~~':1}`",
        "/~1~1/~0, `{'//':{'~':1}}`",
        // names that need care
        "/, `{'':1}`",
        "//, `{'':{'':1}}`",
        "/a/, `{'a':{'':1}}`",
        "/%61, `{'a':9,'%61':1}`",
        "/a.b, `{'a':{'b':9},'a.b':1}`",
        "/A, `{'a':9,'A':1}`",
        "/é, `{'é':1}`",
        "/é, `{'\\u00e9':1}`",
        "/😀, `{'\\ud83d\\ude00':1}`",
        "/a, `{'\\u0061':1}`",
        "/\\, `{'\\\\':1}`"
      })
  void pointerFindsItsField(String pointer, String fields) {
    String record = "{'t':0," + fields.substring(1);

    assertThat(keyAt(pointer).event(record.replace('\'', '"')).key()).isEqualTo("1");
  }

  @Test
  void pointerOfASpaceFindsTheNameOfASpace() {
    assertThat(keyAt("/ ").event("{\"t\":0,\" \":1}").key()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/a/b, `{'a':1}`",
        "/a/b, `{'a':[1]}`",
        "/a/b, `{'b':1,'a/b':1}`",
        "/a/0, `{'a':[]}`",
        "/a/1, `{'a':[1]}`",
        "/a/01, `{'a':[0,1]}`",
        "/a/-, `{'a':[0,1]}`",
        "/a/-1, `{'a':[0,1]}`",
        "/a/+1, `{'a':[0,1]}`",
        "/a/99999999999999999999, `{'a':[0,1]}`",
        "/a/0, `{'a':'12'}`",
        "/a/, `{'a':1}`",
        "/, `{'a':1}`",
        "/a, `{'A':1}`",
        "/é, `{'e\u0301':1}`"
      })
  void pointerFindsNothingElse(String pointer, String fields) {
    String record = "{'t':0," + fields.substring(1);

    assertThat(keyAt(pointer).error(record.replace('\'', '"')))
        .isEqualTo("no text or number at " + pointer + " (group.by)");
  }

  @Test
  void recordThatIsAnArrayHasFieldsToo() {
    DecoderUnderTest rows = DecoderUnderTest.of(Map.of(Field.TIME, "/1", Field.KEY, "/0/id"));

    Event event = rows.event("[{\"id\":\"i1\"},60]");

    assertThat(event.key()).isEqualTo("i1");
    assertThat(event.time()).isEqualTo(60_000);
  }

  @Test
  void twoFieldsMayShareAPlace() {
    DecoderUnderTest shared =
        DecoderUnderTest.of(
            Map.of(Field.TIME, "/x", Field.KEY, "/x", Field.USER, "/x", Field.VALUE, "/x"));

    Event event = shared.event("{\"x\":60}");

    assertThat(event.key()).isEqualTo("60");
    assertThat(event.user()).isEqualTo("60");
    assertThat(event.time()).isEqualTo(60_000);
    assertThat(event.value()).isEqualTo(60);
  }

  @Test
  void pointerMayBeginAnotherPointer() {
    DecoderUnderTest nested =
        DecoderUnderTest.of(
            Map.of(Field.TIME, "/t", Field.KEY, "/a/b", Field.USER, "/a", Field.ITEM, "/a/b/c"));

    Event deep = nested.event("{\"t\":0,\"a\":{\"b\":1}}");
    assertThat(deep.key()).isEqualTo("1");
    assertThat(deep.user()).isNull();
    assertThat(deep.item()).isNull();

    assertThat(nested.error("{\"t\":0,\"a\":\"u1\"}"))
        .isEqualTo("no text or number at /a/b (group.by)");
    assertThat(nested.error("{\"t\":0,\"a\":{\"b\":{\"c\":1}}}"))
        .isEqualTo("no text or number at /a/b (group.by)");
  }

  @Test
  void timeWhosePointerBeginsAnotherIsStillNoObject() {
    DecoderUnderTest nested =
        DecoderUnderTest.of(Map.of(Field.TIME, "/t", Field.KEY, "/k", Field.ID, "/t/id"));

    assertThat(nested.error("{\"k\":1,\"t\":{\"id\":5}}"))
        .isEqualTo("event.time: an object or array is no time");
    assertThat(nested.event("{\"k\":1,\"t\":5}").id()).isNull();
  }

  // ---- twice

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/k, `{'k':1,'k':1}`",
        "/k, `{'k':1,'x':0,'k':2}`",
        "/k, `{'k':null,'k':1}`",
        "/k, `{'k':1,'k':null}`",
        "/k, `{'k':{},'k':1}`",
        "/k, `{'k':1,'k':[]}`",
        "/k, `{'k':1,'\\u006b':1}`",
        "/k/a, `{'k':{'a':1},'k':{'a':1}}`",
        "/k/a, `{'k':{'a':1},'k':{}}`",
        "/k/a, `{'k':{},'k':{'a':1}}`",
        "/k/a, `{'k':0,'k':{'a':1}}`",
        "/k/a, `{'k':{'a':1},'k':null}`",
        "/k/a, `{'k':{'a':1,'a':1}}`",
        "/k/0, `{'k':[1],'k':[1]}`",
        "/k/0/a, `{'k':[{'a':1,'a':1}]}`",
        "/k/0, `{'k':{'0':1,'0':1}}`",
        "/k~1~0, `{'k/~':1,'k/~':1}`",
        "/, `{'':1,'':1}`"
      })
  void mappedFieldOrTheWayToItTwiceIsMalformed(String pointer, String fields) {
    String record = "{'t':0," + fields.substring(1);
    String error = keyAt(pointer).error(record.replace('\'', '"'));

    assertThat(error).endsWith(" occurs twice");
    assertThat(pointer).startsWith(error.substring(0, error.length() - " occurs twice".length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'t':0,'k':{'a':1},'x':1,'x':1}",
        "{'t':0,'k':{'a':1,'x':1,'x':1}}",
        "{'t':0,'k':{'a':1},'a':1,'a':1}",
        "{'t':0,'k':{'a':1},'x':{'k':{'a':1},'k':{'a':1}}}",
        "{'t':0,'k':{'a':1},'K':1,'k ':1}"
      })
  void otherFieldsMayOccurTwice(String record) {
    assertThat(keyAt("/k/a").event(record.replace('\'', '"')).key()).isEqualTo("1");
  }

  @Test
  void fieldOfTheRecordBeforeIsNoSecondOne() {
    DecoderUnderTest nested = keyAt("/k/a");
    for (int i = 0; i < 3; i++) {
      nested.event("{\"t\":0,\"k\":{\"a\":1}}");
      nested.error("{\"t\":0,\"k\":{\"a\":1},\"k\":0}");
    }
  }

  // ---- the future

  @Test
  void eventFromTheFutureIsADeadLetterWithItsBytesAndPlace() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    EventDecoder guarded =
        new EventDecoder(
            new EventMapping(DEFAULTS, Set.of(), TimeFormat.AUTO),
            FutureGuard.of(Duration.ofHours(1), FutureGuard.Policy.DEAD_LETTER),
            TimeCorrection.none(),
            clock);
    byte[] record = DecoderUnderTest.utf8(with("x", "0").replace("T00:00:00Z", "T01:00:00.001Z"));
    Origin origin = Origin.ofTopic("events", 3, 99);

    Decoded decoded = guarded.decode(record, Event.NO_TIME, origin);

    assertThat(decoded.isEvent()).isFalse();
    assertThat(decoded.sequence()).isEqualTo(1);
    DeadLetter letter = decoded.deadLetter();
    assertThat(letter.reason()).isEqualTo(Reason.FUTURE);
    assertThat(letter.raw()).isSameAs(record);
    assertThat(letter.origin()).isEqualTo(origin);
    assertThat(letter.error())
        .isEqualTo(
            "event time 2026-01-01T01:00:00.001Z is more than PT1H ahead of the clock,"
                + " 2026-01-01T00:00:00Z");
    // The same record, had the broker or the collector got it later, is none from the future.
    long later = clock.millis() + 1;
    assertThat(guarded.decode(record, later, origin).isEvent()).isTrue();
    byte[] received =
        DecoderUnderTest.utf8(
            "{\"event_time\":%d,\"item_id\":\"i1\",\"received_time\":%d}"
                .formatted(later + 3_600_000, later));
    assertThat(guarded.decode(received, Event.NO_TIME, origin).isEvent()).isTrue();
    assertThat(guarded.decode(received, later - 1, origin).deadLetter().reason())
        .isEqualTo(Reason.FUTURE);
  }

  @Test
  void recordThatIsBrokenAndFromTheFutureIsMalformed() {
    EventDecoder guarded =
        new EventDecoder(
            new EventMapping(DEFAULTS, Set.of(), TimeFormat.AUTO),
            FutureGuard.of(Duration.ZERO, FutureGuard.Policy.DEAD_LETTER),
            TimeCorrection.none(),
            InstantSource.fixed(Instant.EPOCH));

    Decoded decoded =
        guarded.decode(
            DecoderUnderTest.utf8("{\"event_time\":99,\"item_id\":\"i1\"}}"), Event.NO_TIME, null);

    assertThat(decoded.deadLetter().reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void eventFromTheFutureMayPassAtItsOwnTimeOrTheClocksAndNeverTellsTheTime() {
    byte[] record =
        DecoderUnderTest.utf8(
            "{\"event_time\":7200001,\"item_id\":\"i1\",\"received_time\":60000}");

    Decoded passed = guarded(FutureGuard.Policy.PASS).decode(record, Event.NO_TIME, null);
    assertThat(passed.event().time()).isEqualTo(7_200_001);
    assertThat(passed.tellsTime()).isFalse();

    Decoded clamped = guarded(FutureGuard.Policy.CLAMP).decode(record, Event.NO_TIME, null);
    assertThat(clamped.event().time()).isEqualTo(60_000);
    assertThat(clamped.event().receivedTime()).isEqualTo(60_000);
    assertThat(clamped.event().raw()).isSameAs(record);
    assertThat(clamped.tellsTime()).isFalse();

    byte[] honest =
        DecoderUnderTest.utf8("{\"event_time\":59999,\"item_id\":\"i1\",\"received_time\":60000}");
    for (FutureGuard.Policy policy : FutureGuard.Policy.values()) {
      Decoded believed = guarded(policy).decode(honest, Event.NO_TIME, null);
      assertThat(believed.event().time()).isEqualTo(59_999);
      assertThat(believed.tellsTime()).isTrue();
    }
  }

  private static EventDecoder guarded(FutureGuard.Policy policy) {
    return new EventDecoder(
        new EventMapping(DEFAULTS, Set.of(), TimeFormat.EPOCH_MILLIS),
        FutureGuard.of(Duration.ofHours(1), policy),
        TimeCorrection.none(),
        InstantSource.fixed(Instant.EPOCH));
  }

  // ---- wrong clocks

  @Test
  void timeIsCorrectedBeforeItIsJudged() {
    EventDecoder correcting =
        new EventDecoder(
            new EventMapping(DEFAULTS, Set.of(), TimeFormat.EPOCH_MILLIS),
            FutureGuard.of(Duration.ofHours(1), FutureGuard.Policy.DEAD_LETTER),
            (user, eventTimeMs, sentTimeMs, receivedTimeMs) ->
                "u1".equals(user) ? eventTimeMs + receivedTimeMs - sentTimeMs : eventTimeMs,
            InstantSource.fixed(Instant.EPOCH));
    String record =
        "{\"event_time\":86400000,\"item_id\":\"i1\",\"user_id\":\"%s\",\"sent_time\":86400500,"
            + "\"received_time\":1500}";

    Decoded corrected =
        correcting.decode(DecoderUnderTest.utf8(record.formatted("u1")), Event.NO_TIME, null);
    assertThat(corrected.event().time()).isEqualTo(1_000);
    assertThat(corrected.tellsTime()).isTrue();

    Decoded other =
        correcting.decode(DecoderUnderTest.utf8(record.formatted("u2")), Event.NO_TIME, null);
    assertThat(other.deadLetter().reason()).isEqualTo(Reason.FUTURE);
  }

  @Test
  void eventThatLacksATimeIsNotCorrected() {
    EventDecoder correcting =
        new EventDecoder(
            new EventMapping(DEFAULTS, Set.of(), TimeFormat.EPOCH_MILLIS),
            FutureGuard.off(),
            (user, eventTimeMs, sentTimeMs, receivedTimeMs) -> {
              throw new AssertionError("there is nothing to correct by");
            },
            InstantSource.fixed(Instant.EPOCH));
    for (String times : new String[] {"", ",\"sent_time\":1", ",\"received_time\":1"}) {
      byte[] record = DecoderUnderTest.utf8("{\"event_time\":5,\"item_id\":\"i1\"" + times + "}");
      assertThat(correcting.decode(record, Event.NO_TIME, null).event().time()).isEqualTo(5);
    }
  }
}
