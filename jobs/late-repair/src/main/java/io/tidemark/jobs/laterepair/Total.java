package io.tidemark.jobs.laterepair;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.sink.Json;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * What a result says of its window.
 *
 * @param amount the count or the sum, without zeros at the end
 * @param merged the late events that are in it beside what the base job counted
 */
public record Total(BigDecimal amount, Merged merged) {

  private static final String REPAIRED = "repaired";
  private static final String REPAIRED_SUM = "repaired_sum";
  private static final String CHECKSUM = "repaired_checksum";

  /**
   * Reads the columns of a result.
   *
   * @throws IllegalArgumentException if it is none of a job that aggregates like that
   */
  static Total of(JsonNode row, Aggregate aggregate) {
    JsonNode amount = row.path(column(aggregate));
    if (!amount.isNumber()) {
      throw new IllegalArgumentException(
          "it has no number " + column(aggregate) + "; is `aggregate` what the base job had?");
    }
    if (row.has("distinct_users")) {
      throw new IllegalArgumentException("it has distinct_users, which do not add up");
    }
    long events = row.path(REPAIRED).asLong();
    return new Total(
        plain(amount),
        events == 0
            ? Merged.NONE
            : new Merged(
                events,
                aggregate == Aggregate.COUNT
                    ? plain(row.path(REPAIRED))
                    : plain(row.path(REPAIRED_SUM)),
                Long.parseUnsignedLong(row.path(CHECKSUM).asText(), 16)));
  }

  private static String column(Aggregate aggregate) {
    return aggregate == Aggregate.COUNT ? "count" : "sum";
  }

  private static BigDecimal plain(JsonNode number) {
    return number.decimalValue().stripTrailingZeros();
  }

  /** What the base job counted itself. */
  BigDecimal withoutMerged() {
    return amount.subtract(merged.amount());
  }

  void writeColumns(Aggregate aggregate, JsonGenerator json) throws IOException {
    Json.writeDecimal(json, column(aggregate), amount);
    if (merged.events() > 0) {
      json.writeNumberField(REPAIRED, merged.events());
      if (aggregate == Aggregate.SUM) {
        Json.writeDecimal(json, REPAIRED_SUM, merged.amount());
      }
      json.writeStringField(CHECKSUM, String.format("%016x", merged.checksum()));
    }
  }
}
