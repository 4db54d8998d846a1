package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.DeadLetter.Reason;
import io.tidemark.functions.event.Origin;
import io.tidemark.jobs.kit.sink.OutputFormat.KafkaRecord;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterFormatTest {

  private static final Origin IN_KAFKA = Origin.ofTopic("events.v1", 3, 41);
  private static final Origin IN_FILE = Origin.ofFile("/data/events.jsonl", 7);
  private static final byte[] NOT_UTF_8 = {'{', (byte) 0xff, (byte) 0xfe, '\n'};

  private final DeadLetterFormat format = new DeadLetterFormat();

  @Test
  void recordFromKafkaHasPartitionAndOffset() {
    assertThat(line(Reason.MALFORMED, "{\"a\":\n".getBytes(UTF_8), IN_KAFKA))
        .isEqualTo(
            "{\"reason\":\"malformed\",\"error\":\"what is \\\"wrong\\\"\",\"topic\":\"events.v1\","
                + "\"partition\":3,\"offset\":41,\"raw\":\"{\\\"a\\\":\\n\"}");
  }

  @Test
  void recordFromAFileHasItsLine() {
    assertThat(line(Reason.FUTURE, "{}".getBytes(UTF_8), IN_FILE))
        .isEqualTo(
            "{\"reason\":\"future\",\"error\":\"what is \\\"wrong\\\"\","
                + "\"file\":\"/data/events.jsonl\",\"line\":7,\"raw\":\"{}\"}");
  }

  @Test
  void errorThatQuotesHalfACharacterIsWrittenAllTheSame() {
    DeadLetter letter =
        new DeadLetter(Reason.MALFORMED, "'\ud83d' and '\ude80' is no time", null, IN_FILE);

    assertThat(format.toLine(letter))
        .asString(UTF_8)
        .contains("\"error\":\"'?' and '?' is no time\"");
    assertThat(format.toKafka(letter).headers().get("error"))
        .asString(UTF_8)
        .isEqualTo("'?' and '?' is no time");
  }

  @Test
  void bytesThatAreNotUtf8AreBase64() {
    assertThat(line(Reason.MALFORMED, NOT_UTF_8, IN_FILE))
        .endsWith("\"line\":7,\"raw_base64\":\"e//+Cg==\"}");
  }

  @Test
  void longBytesThatAreNotUtf8StayOnOneLine() {
    byte[] bytes = new byte[100_000];
    bytes[0] = (byte) 0xff;

    assertThat(line(Reason.MALFORMED, bytes, IN_FILE)).doesNotContain("\\n", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "\ufeff{}", "\ufffd", "\ud83d\ude80\u2028\r\n", "\u007f"})
  void whateverIsUtf8IsText(String text) {
    assertThat(line(Reason.MALFORMED, text.getBytes(UTF_8), IN_FILE)).contains("\"raw\":\"");
  }

  @Test
  void recordWithoutAValueHasNone() {
    assertThat(line(Reason.MALFORMED, null, IN_KAFKA)).endsWith("\"offset\":41,\"raw\":null}");
  }

  @Test
  void toKafkaGoTheUntouchedBytesAndTheRestInHeaders() {
    KafkaRecord record = format.toKafka(letter(Reason.MALFORMED, NOT_UTF_8, IN_KAFKA));

    assertThat(record.key()).isNull();
    assertThat(record.value()).isSameAs(NOT_UTF_8);
    assertThat(texts(record.headers()))
        .isEqualTo(
            Map.of(
                "reason", "malformed",
                "error", "what is \"wrong\"",
                "topic", "events.v1",
                "partition", "3",
                "offset", "41"));
  }

  @Test
  void lineOfAFileIsAHeaderToo() {
    KafkaRecord record = format.toKafka(letter(Reason.FUTURE, null, IN_FILE));

    assertThat(record.value()).isNull();
    assertThat(texts(record.headers()))
        .isEqualTo(
            Map.of(
                "reason", "future",
                "error", "what is \"wrong\"",
                "file", "/data/events.jsonl",
                "line", "7"));
  }

  private String line(Reason reason, byte[] raw, Origin origin) {
    return new String(format.toLine(letter(reason, raw, origin)), UTF_8);
  }

  private static DeadLetter letter(Reason reason, byte[] raw, Origin origin) {
    return new DeadLetter(reason, "what is \"wrong\"", raw, origin);
  }

  private static Map<String, String> texts(Map<String, byte[]> headers) {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
    return texts;
  }
}
