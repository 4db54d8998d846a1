package io.tidemark.local.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.jobs.kit.sink.Json;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.io.IOException;

/** A format with one more field at the end: when the row was emitted, in processing time. */
final class EmittedAt<R> implements OutputFormat<R> {

  private static final long serialVersionUID = 1;

  private final OutputFormat<R> format;
  private final transient ScriptClock clock;

  EmittedAt(OutputFormat<R> format, ScriptClock clock) {
    this.format = format;
    this.clock = clock;
  }

  @Override
  public boolean isWritten(R row) {
    return format.isWritten(row);
  }

  @Override
  public void writeFields(R row, JsonGenerator json) throws IOException {
    format.writeFields(row, json);
    Json.writeTime(json, "emitted_at", clock.nowMs());
  }
}
