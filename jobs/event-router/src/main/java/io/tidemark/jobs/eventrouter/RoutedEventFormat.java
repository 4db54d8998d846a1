package io.tidemark.jobs.eventrouter;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.jobs.kit.sink.Json;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Routed events: where they go, when they happened, what is known beside, and as they were read.
 */
final class RoutedEventFormat implements OutputFormat<RoutedEvent> {

  private static final long serialVersionUID = 1;

  /** The columns that a reference cannot have. */
  static final List<String> COLUMNS = List.of("route", "event_time", "event");

  private final List<Rule> rules;

  RoutedEventFormat(List<Rule> rules) {
    this.rules = rules;
  }

  @Override
  public void writeFields(RoutedEvent routed, JsonGenerator json) throws IOException {
    json.writeStringField("route", rules.get(routed.rule()).route());
    Json.writeTime(json, "event_time", routed.event().time());
    if (routed.reference() != null) {
      json.writeRaw("," + routed.reference());
    }
    Json.writeRaw(json, "event", routed.event().raw());
  }

  /** Keyed by what the job groups by, so that a partition has one key's events in their order. */
  @Override
  public KafkaRecord toKafka(RoutedEvent routed) {
    return new KafkaRecord(
        routed.event().key().getBytes(StandardCharsets.UTF_8), toLine(routed), Map.of());
  }

  @Override
  public String topic(RoutedEvent routed, String resultsTopic) {
    return rules.get(routed.rule()).topicUnder(resultsTopic);
  }
}
