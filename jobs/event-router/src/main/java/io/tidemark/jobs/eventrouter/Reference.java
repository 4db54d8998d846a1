package io.tidemark.jobs.eventrouter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * What a file tells about keys: one JSON object, with an object of fields for each key.
 *
 * @param fields by key, the fields of its object as JSON without the braces
 */
record Reference(Map<String, String> fields) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing known of any key. */
  static final Reference NONE = new Reference(Map.of());

  /**
   * Reads a file from any file system that Flink knows.
   *
   * @throws IOException if it cannot be read, or is not what it should be; the message says which
   */
  static Reference read(Path file) throws IOException {
    JsonNode root;
    try (InputStream in = file.getFileSystem().open(file)) {
      root = JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!root.isObject()) {
      throw new IOException(file + " is no JSON object");
    }
    Map<String, String> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      fields.put(entry.getKey(), fields(file, entry.getKey(), entry.getValue()));
    }
    return new Reference(fields);
  }

  private static String fields(Path file, String key, JsonNode value) throws IOException {
    if (!value.isObject()) {
      throw new IOException(file + ": " + key + " is no JSON object");
    }
    for (String column : RoutedEventFormat.COLUMNS) {
      if (value.has(column)) {
        throw new IOException(
            file + ": " + key + " has a field " + column + ", a column of results");
      }
    }
    String object = value.toString();
    return value.isEmpty() ? null : object.substring(1, object.length() - 1);
  }

  /** What is known of a key; null: nothing. */
  String of(String key) {
    return fields.get(key);
  }
}
