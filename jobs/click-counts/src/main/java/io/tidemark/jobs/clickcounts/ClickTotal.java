package io.tidemark.jobs.clickcounts;

import com.fasterxml.jackson.core.JsonGenerator;
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
      json.writeNumberField("sum", readable(sum));
    }
    if (distinctUsers != null) {
      json.writeNumberField("distinct_users", distinctUsers);
    }
  }

  /** Without zeros at the end, and a whole number without an exponent. */
  private static BigDecimal readable(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    boolean isShort = stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 18;
    return isShort ? stripped.setScale(0) : stripped;
  }
}
