package io.tidemark.jobs.trendingitems;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.ranking.Ranked;
import java.io.IOException;

/** The columns of a rank's row. */
final class RankColumns {

  private RankColumns() {}

  static void write(Ranked ranked, JsonGenerator json) throws IOException {
    writeRank(ranked, json);
    json.writeStringField("item", ranked.item());
    json.writeNumberField("count", ranked.count());
  }

  /** What tells the rows of one window apart. */
  static void writeRank(Ranked ranked, JsonGenerator json) throws IOException {
    json.writeNumberField("rank", ranked.rank());
  }
}
