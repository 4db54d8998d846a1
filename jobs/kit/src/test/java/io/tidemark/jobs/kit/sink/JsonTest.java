package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000Z",
    "1, 1970-01-01T00:00:00.001Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "1767261600000, 2026-01-01T10:00:00.000Z",
    "1767261600120, 2026-01-01T10:00:00.120Z",
    "-62135596800000, 0001-01-01T00:00:00.000Z",
    "253402300799999, 9999-12-31T23:59:59.999Z",
  })
  void timesHaveMillisecondsAndAreInUtc(long epochMs, String text) {
    assertThat(time(epochMs)).isEqualTo("{\"t\":\"" + text + "\"}");
  }

  @ParameterizedTest
  @CsvSource({
    // The watermarks before the first event and after the last one.
    "-9223372036854775808, -292275055-05-16T16:47:04.192Z",
    "9223372036854775807, +292278994-08-17T07:12:55.807Z",
    "253402300800000, +10000-01-01T00:00:00.000Z",
    "-62167219200001, -0001-12-31T23:59:59.999Z",
  })
  void timesFarAwayAreWrittenWithTheirSign(long epochMs, String text) {
    assertThat(time(epochMs)).isEqualTo("{\"t\":\"" + text + "\"}");
  }

  @Test
  void everyTimeReadsBackAsTheSame() {
    Random random = new Random(20_260_101);
    for (int i = 0; i < 1_000; i++) {
      long epochMs = random.nextLong() >> random.nextInt(64);
      String written = time(epochMs).substring(6, time(epochMs).length() - 2);

      assertThat(Instant.parse(written).toEpochMilli()).isEqualTo(epochMs);
    }
  }

  @Test
  void objectIsOneLineWhateverIsInItsTexts() {
    byte[] line = Json.object(json -> json.writeStringField("text", "a\nb\r\"c\"\t\u0000"));

    assertThat(line).asString(UTF_8).isEqualTo("{\"text\":\"a\\nb\\r\\\"c\\\"\\t\\u0000\"}");
  }

  @Test
  void emptyObjectIsAnObject() {
    assertThat(Json.object(json -> {})).asString(UTF_8).isEqualTo("{}");
  }

  @Test
  void rawJsonStaysAsItWasButForLineEnds() {
    assertThat(raw("{ \"b\" : 1.10,\r\n\t\"a\":\"x\\ny\" }\n"))
        .isEqualTo("{\"raw\":{ \"b\" : 1.10,  \t\"a\":\"x\\ny\" } }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"text\"", "null", "[]", "[1,\n2]"})
  void rawJsonMayBeAnyValue(String value) {
    assertThat(raw(value)).isEqualTo("{\"raw\":" + value.replace('\n', ' ') + "}");
  }

  @Test
  void longRawJsonKeepsEveryCharacter() {
    // Pairs of surrogates at every place where a generator's buffer may end.
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "\ud83d\ude80\u00e4\u20ac".repeat(5_000);

      assertThat(raw("\"" + text + "\"")).isEqualTo("{\"raw\":\"" + text + "\"}");
    }
  }

  @Test
  void textsKeepEveryCharacterAndSpellNone() {
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "\ud83d\ude80\u00e4\u20ac".repeat(5_000);

      assertThat(Json.object(json -> json.writeStringField("text", text)))
          .asString(UTF_8)
          .isEqualTo("{\"text\":\"" + text + "\"}");
    }
  }

  @Test
  void failureToWriteIsNotSwallowed() {
    assertThatThrownBy(
            () ->
                Json.object(
                    json -> {
                      throw new IOException("no");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("no");
  }

  private static String time(long epochMs) {
    return new String(Json.object(json -> Json.writeTime(json, "t", epochMs)), UTF_8);
  }

  private static String raw(String valid) {
    return new String(
        Json.object(json -> Json.writeRaw(json, "raw", valid.getBytes(UTF_8))), UTF_8);
  }
}
