package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** Makes models and draws traffic for the tests, at a fixed start. */
final class Traffic {

  static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  static final long START_MS = START.toEpochMilli();

  /**
   * A model of the defaults and these settings.
   *
   * @param settings keys without {@code simulate.} and values, in turn
   */
  static TrafficModel model(Object... settings) {
    Configuration config = new Configuration();
    for (int i = 0; i < settings.length; i += 2) {
      config.setString("simulate." + settings[i], String.valueOf(settings[i + 1]));
    }
    return TrafficModel.from(config, Clock.fixed(START, ZoneOffset.UTC));
  }

  /** All records of a model that has a limit. */
  static List<SimulatedRecord> draw(Object... settings) {
    return drain(new TrafficSimulator(model(settings)));
  }

  static List<SimulatedRecord> drain(Iterator<SimulatedRecord> records) {
    List<SimulatedRecord> drained = new ArrayList<>();
    records.forEachRemaining(drained::add);
    return drained;
  }

  static List<SimulatedRecord> ofKind(SimulatedRecord.Kind kind, List<SimulatedRecord> records) {
    return records.stream().filter(record -> record.kind() == kind).toList();
  }

  /** All that a record is, as text: its bytes stand for the characters of ISO 8859-1. */
  static String text(SimulatedRecord record) {
    return "%d %s to %d: %s=%s"
        .formatted(
            record.arrivalTimeMs(),
            record.kind(),
            record.partition(),
            new String(record.key(), ISO_8859_1),
            new String(record.value(), ISO_8859_1));
  }

  /** A record for the tests of those who only carry records. */
  static SimulatedRecord record(long afterStartMs) {
    return new SimulatedRecord(
        START_MS + afterStartMs, 0, new byte[0], new byte[0], SimulatedRecord.Kind.PROMPT_EVENT);
  }

  private Traffic() {}
}
