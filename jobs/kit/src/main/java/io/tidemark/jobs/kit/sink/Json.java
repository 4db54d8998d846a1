package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes JSON the way every output of ours has it. */
public final class Json {

  private static final JsonFactory FACTORY =
      // Otherwise a rocket in a key would be spelled as two escapes.
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  /** What writes the fields of an object. */
  @FunctionalInterface
  public interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** One JSON object on one line, as UTF-8. */
  public static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a point in event time or processing time, epoch milliseconds, as ISO-8601 in UTC. */
  public static void writeTime(JsonGenerator json, String name, long epochMs) throws IOException {
    json.writeStringField(name, ISO_MILLIS.format(Instant.ofEpochMilli(epochMs)));
  }

  /** Writes a decimal without zeros at the end, and a whole number without an exponent. */
  public static void writeDecimal(JsonGenerator json, String name, BigDecimal number)
      throws IOException {
    BigDecimal stripped = number.stripTrailingZeros();
    boolean isShort = stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 18;
    json.writeNumberField(name, isShort ? stripped.setScale(0) : stripped);
  }

  /** Writes JSON that was read and is known to be valid, on one line. */
  public static void writeRaw(JsonGenerator json, String name, byte[] valid) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue(new String(onOneLine(valid), StandardCharsets.UTF_8));
  }

  /** JSON that was read and is known to be valid, on one line. */
  public static byte[] onOneLine(byte[] valid) {
    // In valid JSON a line's end is only ever white space between tokens.
    byte[] line = valid.clone();
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }
}
