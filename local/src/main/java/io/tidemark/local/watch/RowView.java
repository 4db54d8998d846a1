package io.tidemark.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.kit.sink.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Rows of a job's outputs, in the page's words. */
final class RowView {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RAW_CHARACTERS = 300;

  private RowView() {}

  /** A row for the page; empty if it is none of ours. */
  static Optional<ObjectNode> of(TopicRows.Row row) {
    ConsumerRecord<byte[], byte[]> record = row.record();
    ObjectNode view = JSON.createObjectNode();
    view.put("output", row.output().label());
    view.put("at", record.timestamp());
    try {
      if (row.output() == Output.DEAD_LETTERS) {
        view.set("row", deadLetter(record));
      } else if (record.value() == null) {
        // A tombstone: what it takes back is in the key.
        view.set("takenBack", JSON.readTree(record.key()));
      } else {
        view.set("row", JSON.readTree(record.value()));
      }
      return Optional.of(view);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Its value is what was read, and all else is in the headers. */
  private static JsonNode deadLetter(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode letter = JSON.createObjectNode();
    for (Header header : record.headers()) {
      letter.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    if (record.value() != null) {
      String raw = new String(record.value(), StandardCharsets.UTF_8);
      letter.put(
          "raw", raw.length() <= RAW_CHARACTERS ? raw : raw.substring(0, RAW_CHARACTERS) + "…");
    }
    return letter;
  }
}
