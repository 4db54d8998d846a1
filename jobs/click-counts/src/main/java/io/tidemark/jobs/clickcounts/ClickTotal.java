package io.tidemark.jobs.clickcounts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.jobs.kit.sink.Json;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * The clicks of one key in one window.
 *
 * @param count how many
 * @param sum what their values add up to, exactly; null if nobody asked
 * @param distinctUsers by how many different users, about; null if nobody asked
 */
public record ClickTotal(long count, BigDecimal sum, Long distinctUsers) {

  void writeColumns(JsonGenerator json) throws IOException {
    if (sum == null) {
      json.writeNumberField("count", count);
    } else {
      Json.writeDecimal(json, "sum", sum);
    }
    if (distinctUsers != null) {
      json.writeNumberField("distinct_users", distinctUsers);
    }
  }
}
