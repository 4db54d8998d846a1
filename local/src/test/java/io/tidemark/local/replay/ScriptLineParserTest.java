package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.local.replay.ScriptLineParser.BadLineException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptLineParserTest {

  @Test
  void aLineIsAnEventOrAWatermarkOrATimeAlone() throws Exception {
    ScriptLine event = parse("{\"event\": {\"a\": 1}, \"at\": 5}");
    assertThat(text(event)).isEqualTo("{\"a\": 1}");
    assertThat(event.at()).isEqualTo(5);
    assertThat(event.watermark()).isNull();

    ScriptLine watermark = parse("{\"watermark\": 7, \"at\": 5}");
    assertThat(watermark.watermark()).isEqualTo(7);
    assertThat(watermark.event()).isNull();

    ScriptLine clock = parse("{\"at\": 5}");
    assertThat(clock.at()).isEqualTo(5);
    assertThat(clock.event()).isNull();
    assertThat(clock.watermark()).isNull();
  }

  @Test
  void theTimeMayBeMissing() throws Exception {
    assertThat(parse("{\"event\":{}}").at()).isNull();
    assertThat(parse("{\"watermark\":1}").at()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "0 | 0",
        "-1 | -1",
        "1767261600000 | 1767261600000",
        "1e3 | 1000",
        "9223372036854775807 | 9223372036854775807",
        "-9223372036854775808 | -9223372036854775808",
        "\"2026-01-01T10:00:00Z\" | 1767261600000",
        "\"2026-01-01T11:00:00.5+01:00\" | 1767261600500",
        "\"2026-01-01 10:00:00\" | 1767261600000",
        "\"1969-12-31T23:59:59.999Z\" | -1",
      })
  void aTimeIsIsoTextOrMilliseconds(String time, long millis) throws Exception {
    assertThat(parse("{\"at\":" + time + "}").at()).isEqualTo(millis);
    assertThat(parse("{\"watermark\":" + time + "}").watermark()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"b\" :2 , \"a\":\t[ 1,{} ] }",
        "{\"at\":1,\"watermark\":{\"event\":{}}}",
        "{\"s\":\"}\\\"{\\\\\",\"t\":\"\\ud83d\\ude80\"}",
        "{\"ключ\":\"🚀\",\"n\":1.0e+2}",
      })
  void anEventIsTheBytesBetweenItsBracesWhateverIsInThere(String event) throws Exception {
    assertThat(text(parse("{\"event\":" + event + ",\"at\":1}"))).isEqualTo(event);
    assertThat(text(parse(" { \"at\" : 1 , \"event\" : " + event + " } \r"))).isEqualTo(event);
  }

  @Test
  void anEventThatIsNoUtf8StaysAsItIs() throws Exception {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes("{\"event\":{\"a\":\"".getBytes(StandardCharsets.UTF_8));
    line.write(0xff);
    line.writeBytes("\"},\"at\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(ScriptLineParser.parse(1, line.toByteArray()).event())
        .isEqualTo(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'});
  }

  @Test
  void anEventMayBeLongAndDeep() throws Exception {
    String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(text(parse("{\"event\":" + deep + "}"))).isEqualTo(deep);
    String wide = "{\"a\":\"" + "é".repeat(200_000) + "\",\"n\":" + "1".repeat(2_000) + "}";
    assertThat(text(parse("{\"event\":" + wide + "}"))).isEqualTo(wide);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "nonsense | no JSON: Unrecognized token 'nonsense'",
        "{\"at\":1 | no JSON: Unexpected end-of-input",
        "{\"event\":{\"a\" 1},\"at\":1} | no JSON: Unexpected character ('1'",
        "{\"event\":{\"a\":01}} | no JSON: Invalid numeric value",
        "[] | no JSON object",
        "7 | no JSON object",
        "{} | none of event, watermark and at",
        "{\"at\":1} {\"at\":2} | more than one JSON value",
        "{\"event\":{},\"watermark\":1} | an event and a watermark; each needs a line of its own",
        "{\"evnt\":{}} | 'evnt' is none of event, watermark and at",
        "{\"zeitä\":1} | 'zeitä' is none of event, watermark and at",
        "{\"at\":1,\"at\":2} | at occurs twice",
        "{\"event\":{},\"event\":{}} | event occurs twice",
        "{\"event\":7} | event: not a JSON object",
        "{\"event\":\"{}\"} | event: not a JSON object",
        "{\"event\":null} | event: not a JSON object",
        "{\"at\":\"noon\"} | at: 'noon' is no time",
        "{\"at\":\"1000\"} | at: '1000' is no time",
        "{\"at\":null} | at: 'null' is no time: neither ISO-8601 text nor a whole number",
        "{\"at\":true} | at: 'true' is no time",
        "{\"at\":1.5} | at: '1.5' is no time",
        "{\"at\":1e999999999} | at: '1e999999999' is no time",
        "{\"watermark\":9223372036854775808} | watermark: '9223372036854775808' is no time",
        "{\"watermark\":{}} | watermark: '{' is no time",
      })
  void aBadLineIsToldWithWhatIsWrong(String line, String what) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith(what);
  }

  private static ScriptLine parse(String line) throws BadLineException {
    return ScriptLineParser.parse(1, line.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ScriptLine line) {
    return new String(line.event(), StandardCharsets.UTF_8);
  }
}
