package io.tidemark.local.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.jobs.kit.params.Parameter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes a profile as JSON: snake_case, times as ISO-8601, lengths in milliseconds. */
final class ProfileJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ProfileJson() {}

  static String of(Profile profile, Recommendation recommendation) {
    ObjectNode root = JSON.createObjectNode();
    root.put("source", profile.source());
    Profile.Counts counts = profile.counts();
    root.put("records", counts.records());
    root.put("events", counts.events());
    root.put("malformed", counts.malformed());
    root.put("first_malformed", counts.firstMalformed());
    root.put("future", counts.future());
    root.set("event_time", span(profile.eventTime()));
    root.put("arrival_clock", Parameter.name(profile.arrivalClock()));
    root.set("arrival", profile.arrival() == null ? null : span(profile.arrival()));
    root.set("out_of_orderness", outOfOrderness(profile));
    root.set("idle_gaps", idleGaps(profile, recommendation));
    root.set("future_stamps", futureStamps(profile));
    root.set("device_skew", devices(profile, recommendation));
    ObjectNode windows = root.putObject("windows");
    windows.put("size_ms", profile.windows().sizeMs());
    windows.put("looked_at", profile.windows().looked());
    windows.put("one_in", profile.windows().oneIn());
    ArrayNode curve = root.putArray("curve");
    profile.curve().points().forEach(point -> curve.add(point(point)));
    ArrayNode parts = root.putArray("parts");
    profile.parts().forEach(part -> parts.add(lengths(part)));
    root.set("recommendation", recommendation(profile, recommendation));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode span(Profile.Span span) {
    ObjectNode node = JSON.createObjectNode();
    node.put("from", iso(span.fromMs()));
    node.put("to", iso(span.toMs()));
    return node;
  }

  private static String iso(long timeMs) {
    return ISO.format(Instant.ofEpochMilli(timeMs));
  }

  private static ObjectNode outOfOrderness(Profile profile) {
    ObjectNode node = JSON.createObjectNode();
    node.set("all", disorder(profile.outOfOrderness()));
    ArrayNode partitions = node.putArray("by_partition");
    profile
        .partitions()
        .forEach(
            partition -> {
              ObjectNode row = partitions.addObject();
              row.put("partition", partition.name());
              row.setAll(disorder(partition.outOfOrderness()));
            });
    ArrayNode types = node.putArray("by_type");
    profile
        .types()
        .forEach(
            type -> {
              ObjectNode row = types.addObject();
              row.put("type", type.name());
              row.setAll(disorder(type.outOfOrderness()));
            });
    node.set(
        "other_types", profile.otherTypes().count() == 0 ? null : disorder(profile.otherTypes()));
    return node;
  }

  private static ObjectNode disorder(LengthHistogram histogram) {
    ObjectNode node = JSON.createObjectNode();
    node.put("events", histogram.count());
    node.put("in_order_share", histogram.count() == 0 ? 1 : 1 - histogram.shareAbove(0));
    return node.setAll(quantiles(histogram));
  }

  private static ObjectNode lengths(LengthHistogram histogram) {
    ObjectNode node = JSON.createObjectNode();
    node.put("count", histogram.count());
    return node.setAll(quantiles(histogram));
  }

  private static ObjectNode quantiles(LengthHistogram histogram) {
    ObjectNode node = JSON.createObjectNode();
    node.put("p50_ms", histogram.quantile(0.5));
    node.put("p90_ms", histogram.quantile(0.9));
    node.put("p95_ms", histogram.quantile(0.95));
    node.put("p99_ms", histogram.quantile(0.99));
    node.put("p99_9_ms", histogram.quantile(0.999));
    node.put("max_ms", histogram.max());
    return node;
  }

  private static ObjectNode idleGaps(Profile profile, Recommendation recommendation) {
    ObjectNode node = JSON.createObjectNode();
    node.put("suggested_idle_timeout_ms", recommendation.idleTimeoutMs());
    ArrayNode partitions = node.putArray("by_partition");
    for (PartitionProfile partition : profile.partitions()) {
      ObjectNode row = partitions.addObject();
      row.put("partition", partition.name());
      row.set("event_time", lengths(partition.eventTimeGaps()));
      row.set("arrival", profile.arrival() == null ? null : lengths(partition.arrivalGaps()));
      if (profile.arrival() == null) {
        row.putNull("silent_at_end_ms");
      } else {
        row.put("silent_at_end_ms", partition.silence(profile.arrival()));
      }
    }
    return node;
  }

  private static ObjectNode futureStamps(Profile profile) {
    ObjectNode node = JSON.createObjectNode();
    node.put("count", profile.futureAhead().count());
    node.put("more_than_ms", profile.futureMs());
    node.put("p50_ahead_ms", profile.futureAhead().quantile(0.5));
    node.put("max_ahead_ms", profile.futureAhead().max());
    return node;
  }

  private static ObjectNode devices(Profile profile, Recommendation recommendation) {
    Profile.Devices devices = profile.devices();
    if (devices == null) {
      return null;
    }
    ObjectNode node = JSON.createObjectNode();
    node.put("devices", devices.skewsMs().length);
    node.put("one_in", devices.oneIn());
    ObjectNode skew = node.putObject("skew");
    skew.put("min_ms", devices.quantile(0));
    skew.put("p1_ms", devices.quantile(0.01));
    skew.put("p10_ms", devices.quantile(0.1));
    skew.put("p50_ms", devices.quantile(0.5));
    skew.put("p90_ms", devices.quantile(0.9));
    skew.put("p99_ms", devices.quantile(0.99));
    skew.put("max_ms", devices.quantile(1));
    node.set("out_of_orderness", disorder(devices.asSaid()));
    node.set("corrected_out_of_orderness", disorder(devices.putRight()));
    node.put("bound_ms", devices.asSaid().quantile(recommendation.target()));
    node.put("corrected_bound_ms", devices.putRight().quantile(recommendation.target()));
    node.put("in_other_window_share", devices.inOtherWindows());
    return node;
  }

  private static ObjectNode point(Curve.Point point) {
    ObjectNode node = JSON.createObjectNode();
    node.put("bound_ms", point.boundMs());
    node.put("late_share", point.lateShare());
    node.put("late_for_window_share", point.lateForWindowShare());
    node.put("windows_touched_share", point.windowsTouchedShare());
    node.put("windows_incomplete_share", point.windowsIncompleteShare());
    node.put("added_latency_ms", Math.round(point.addedLatencyMs()));
    return node;
  }

  private static ObjectNode recommendation(Profile profile, Recommendation recommendation) {
    ObjectNode node = JSON.createObjectNode();
    node.put("target", recommendation.target());
    node.set("point", point(profile.curve().at(recommendation.boundMs())));
    node.put("narrowest_part_bound_ms", recommendation.narrowestMs());
    node.put("widest_part_bound_ms", recommendation.widestMs());
    node.put("kept_share", recommendation.kept());
    node.put("allowed_lateness_ms", recommendation.latenessMs());
    node.put("allowed_lateness_of_all_ms", recommendation.latenessOfAllMs());
    ObjectNode parameters = node.putObject("parameters");
    for (Map.Entry<String, String> parameter : recommendation.parameters().entrySet()) {
      parameters.put(parameter.getKey(), parameter.getValue());
    }
    return node;
  }
}
