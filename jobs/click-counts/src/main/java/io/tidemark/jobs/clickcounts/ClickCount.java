package io.tidemark.jobs.clickcounts;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * The clicks of one key in one window.
 *
 * @param count how many
 * @param distinctUsers by how many different users, about; null if nobody asked
 */
public record ClickCount(long count, Long distinctUsers) {

  void writeColumns(JsonGenerator json) throws IOException {
    json.writeNumberField("count", count);
    if (distinctUsers != null) {
      json.writeNumberField("distinct_users", distinctUsers);
    }
  }
}
