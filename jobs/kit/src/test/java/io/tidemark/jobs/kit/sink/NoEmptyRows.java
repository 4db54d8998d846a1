package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes no row that is empty. */
final class NoEmptyRows implements OutputFormat<String> {

  private static final long serialVersionUID = 1;

  @Override
  public void writeFields(String row, JsonGenerator json) throws IOException {
    json.writeStringField("row", row);
  }

  @Override
  public byte[] toLine(String row) {
    return row.isEmpty() ? null : OutputFormat.super.toLine(row);
  }
}
