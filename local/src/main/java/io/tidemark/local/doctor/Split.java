package io.tidemark.local.doctor;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A partition, as the source that reads it sees it.
 *
 * @param id topic and number, dots as underscores: {@code events_v1-0}
 * @param subtask the source's subtask that reads it
 * @param watermark how far event time has come in it, epoch milliseconds; empty if it has had no
 *     event
 * @param offset of the last record read; empty if none was, or the source knows no offsets
 * @param idleShare of the last seconds, what part it was idle
 * @param pausedShare of the last seconds, what part it waited for the others, by alignment
 */
public record Split(
    String id,
    int subtask,
    OptionalLong watermark,
    OptionalLong offset,
    double idleShare,
    double pausedShare) {

  private static final double MS_PER_SECOND = 1_000;

  static Split of(String id, int subtask, String prefix, Map<String, Double> metrics) {
    double watermark = metrics.getOrDefault(prefix + "currentWatermark", (double) Long.MIN_VALUE);
    int dash = id.lastIndexOf('-');
    String offset =
        ".topic."
            + id.substring(0, Math.max(0, dash))
            + ".partition."
            + id.substring(dash + 1)
            + ".currentOffset";
    return new Split(
        id,
        subtask,
        watermark <= Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of((long) watermark),
        metrics.entrySet().stream()
            .filter(metric -> metric.getKey().endsWith(offset) && metric.getValue() >= 0)
            .mapToLong(metric -> metric.getValue().longValue())
            .findFirst(),
        metrics.getOrDefault(prefix + "idleTimeMsPerSecond", 0.0) / MS_PER_SECOND,
        metrics.getOrDefault(prefix + "pausedTimeMsPerSecond", 0.0) / MS_PER_SECOND);
  }
}
