package io.tidemark.jobs.kit.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerRow;
import java.io.IOException;

/** Rows of the ledger. */
public final class LedgerFormat implements OutputFormat<LedgerRow> {

  private static final long serialVersionUID = 1;

  @Override
  public void writeFields(LedgerRow row, JsonGenerator json) throws IOException {
    json.writeNumberField("checkpoint", row.checkpoint());
    json.writeBooleanField("final", row.isFinal());
    for (Entry entry : Entry.values()) {
      json.writeNumberField(entry.column(), row.totals().get(entry));
    }
    json.writeNumberField("in_flight", row.totals().inFlight());
    if (row.balanced() == null) {
      json.writeNullField("balanced");
    } else {
      json.writeBooleanField("balanced", row.balanced());
    }
  }
}
