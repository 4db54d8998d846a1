package io.tidemark.test;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What click-counts must give for a feed, worked out by hand: one record after the other, the
 * watermark after each. Nothing of it is shared with the job.
 */
final class ClickCountsModel {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final long MAX_FUTURE_MS = 3_600_000;

  private record Kept(long time, long forgottenAt) {}

  /** What the job was told. */
  record Settings(long sizeMs, long latenessMs, long boundMs, String type, long dedupMs) {}

  /** The final view: clicks by item and window start. */
  final Map<String, Long> view = new TreeMap<>();

  /** How many panes each window had. */
  final Map<String, Integer> panes = new TreeMap<>();

  /** The ledger, without the zeros. */
  final Map<String, Long> ledger = new TreeMap<>();

  private final Settings settings;
  private final Map<String, Long> open = new TreeMap<>();
  private final Map<String, Kept> seen = new HashMap<>();
  private long maxTime = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;

  private ClickCountsModel(Settings settings) {
    this.settings = settings;
  }

  static ClickCountsModel of(List<String> feed, Settings settings) {
    ClickCountsModel model = new ClickCountsModel(settings);
    feed.forEach(model::read);
    model.advance(Long.MAX_VALUE);
    return model;
  }

  private void read(String line) {
    count("read");
    JsonNode event;
    long time;
    try {
      event = JSON.readTree(line);
      time = time(event.get("event_time"));
      for (String needed : List.of("item_id", "type", "event_id")) {
        if (event.get(needed) == null) {
          throw new IOException("no " + needed);
        }
      }
    } catch (IOException | RuntimeException e) {
      count("malformed");
      return;
    }
    if (time - event.get("received_time").asLong() > MAX_FUTURE_MS) {
      count("future");
      return;
    }
    if (!event.get("type").asText().equals(settings.type)) {
      count("filtered");
    } else if (isDuplicate(event.get("event_id").asText(), time)) {
      count("duplicate");
    } else {
      assign(event.get("item_id").asText(), time);
    }
    if (time > maxTime) {
      maxTime = time;
      advance(maxTime - settings.boundMs - 1);
    }
  }

  private static long time(JsonNode time) {
    return time.isNumber() ? time.asLong() : Instant.parse(time.asText()).toEpochMilli();
  }

  private boolean isDuplicate(String id, long time) {
    if (settings.dedupMs == 0) {
      return false;
    }
    Kept kept = seen.get(id);
    if (kept != null
        && watermark < kept.forgottenAt
        && Math.abs(time - kept.time) < settings.dedupMs) {
      return true;
    }
    seen.put(id, new Kept(time, Math.max(time, watermark) + settings.dedupMs));
    return false;
  }

  private void assign(String item, long time) {
    long start = Math.floorDiv(time, settings.sizeMs) * settings.sizeMs;
    long completeAt = start + settings.sizeMs - 1;
    count("assigned");
    if (watermark >= completeAt + settings.latenessMs) {
      count("late_dropped");
      count("assigned_late_dropped");
      return;
    }
    String window = item + "@" + start;
    if (watermark >= completeAt) {
      count("late_refined");
      count("assigned_late_refined");
      view.merge(window, 1L, Long::sum);
      panes.merge(window, 1, Integer::sum);
    } else {
      count("on_time");
      count("assigned_on_time");
      open.merge(window, 1L, Long::sum);
    }
  }

  private void advance(long newWatermark) {
    watermark = newWatermark;
    open.entrySet()
        .removeIf(
            window -> {
              long start =
                  Long.parseLong(window.getKey().substring(window.getKey().indexOf('@') + 1));
              if (watermark < start + settings.sizeMs - 1) {
                return false;
              }
              view.merge(window.getKey(), window.getValue(), Long::sum);
              panes.merge(window.getKey(), 1, Integer::sum);
              return true;
            });
  }

  private void count(String entry) {
    ledger.merge(entry, 1L, Long::sum);
  }
}
