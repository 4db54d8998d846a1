package io.tidemark.jobs.laterepair;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the base job's late output: an event, or very rarely several that had been added up, and
 * the windows that miss it.
 *
 * @param events how many events it stands for
 * @param amount what they add to a window: their number, or the event's value
 * @param identity the first 64 bits of a SHA-256 over what makes the row another one
 * @param missed the windows
 */
public record LateRow(long events, BigDecimal amount, long identity, List<WindowBounds> missed) {

  /**
   * Reads one.
   *
   * @param event with the key and, to sum them up, the value
   * @throws RuntimeException if it is none; the message says why
   */
  static LateRow of(Event event, JsonNode row, Aggregate aggregate) {
    List<WindowBounds> missed = new ArrayList<>();
    row.path("missed_windows").forEach(window -> missed.add(Rows.bounds(window, "start", "end")));
    if (missed.isEmpty()) {
      throw new IllegalArgumentException("no late event: it missed no window");
    }
    if (!row.has(Rows.EVENT)) {
      if (aggregate == Aggregate.SUM) {
        throw new IllegalArgumentException("several events, without what their values add up to");
      }
      long events = row.path(Rows.EVENTS).asLong();
      if (events < 1) {
        throw new IllegalArgumentException("no late event: it stands for " + events);
      }
      return new LateRow(events, BigDecimal.valueOf(events), identity(row.toString()), missed);
    }
    return new LateRow(
        1,
        aggregate == Aggregate.COUNT ? BigDecimal.ONE : BigDecimal.valueOf(event.value()),
        // The watermark that it was judged by is not the event's.
        identity(row.path(Rows.EVENT) + " " + event.time()),
        missed);
  }

  private static long identity(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
