package io.tidemark.jobs.feedranking;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * An item on a rank of a user's feed.
 *
 * @param rank from 1 on
 * @param item the item
 * @param score in millionths, as it is written: a rank has changed if that or its item has
 */
public record RankedItem(int rank, String item, long score) {

  private static final int DECIMALS = 6;

  /** A score in the unit that scores have here; what is too large for it is the largest. */
  static long rounded(double score) {
    return Math.round(score * 1e6);
  }

  void writeKey(JsonGenerator json) throws IOException {
    json.writeNumberField("rank", rank);
  }

  void writeColumns(JsonGenerator json) throws IOException {
    json.writeNumberField("rank", rank);
    json.writeStringField("item", item);
    json.writeNumberField("score", BigDecimal.valueOf(score, DECIMALS));
  }
}
