package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Dead letters. As a line, the record's bytes are text where they are UTF-8, else Base64. To Kafka
 * the value is the untouched bytes, ready to be sent again, and the rest goes in headers.
 */
public final class DeadLetterFormat implements OutputFormat<DeadLetter> {

  private static final long serialVersionUID = 1;

  @Override
  public void writeFields(DeadLetter letter, JsonGenerator json) throws IOException {
    json.writeStringField("reason", reason(letter));
    json.writeStringField("error", wellFormed(letter.error()));
    Origin origin = letter.origin();
    if (origin.isFile()) {
      json.writeStringField("file", origin.name());
      json.writeNumberField("line", origin.position());
    } else {
      json.writeStringField("topic", origin.name());
      json.writeNumberField("partition", origin.partition());
      json.writeNumberField("offset", origin.position());
    }
    writeRaw(letter.raw(), json);
  }

  /** An error may quote a part of the record that ends in the middle of a character. */
  private static String wellFormed(String error) {
    return new String(error.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void writeRaw(byte[] raw, JsonGenerator json) throws IOException {
    if (raw == null) {
      json.writeNullField("raw");
      return;
    }
    try {
      json.writeStringField(
          "raw", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException e) {
      json.writeBinaryField("raw_base64", raw);
    }
  }

  @Override
  public KafkaRecord toKafka(DeadLetter letter) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("reason", reason(letter));
    headers.put("error", letter.error());
    Origin origin = letter.origin();
    headers.put(origin.isFile() ? "file" : "topic", origin.name());
    if (!origin.isFile()) {
      headers.put("partition", Integer.toString(origin.partition()));
    }
    headers.put(origin.isFile() ? "line" : "offset", Long.toString(origin.position()));
    Map<String, byte[]> asBytes = new LinkedHashMap<>();
    headers.forEach((name, text) -> asBytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return new KafkaRecord(null, letter.raw(), asBytes);
  }

  private static String reason(DeadLetter letter) {
    return letter.reason().name().toLowerCase(Locale.ROOT);
  }
}
