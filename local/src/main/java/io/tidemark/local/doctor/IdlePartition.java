package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A partition is silent, the others are not, and nothing lets them go on without it. */
final class IdlePartition implements Check {

  /** As long as the source is not sure, and shows it: the least share of time it is idle. */
  private static final double IDLE = 0.01;

  @Override
  public Optional<Finding> find(Examination examination) {
    boolean waitsForEver =
        examination
            .parameter(WatermarkParameters.IDLE_TIMEOUT)
            .map(Duration::isZero)
            .orElse(!examination.hasMetric("eventtime.idlePartitions"));
    List<Split> silent =
        examination.silentSplits().stream().filter(split -> split.idleShare() < IDLE).toList();
    boolean othersMove = silent.size() < examination.after().splits().size();
    if (!waitsForEver || silent.isEmpty() || !othersMove || examination.recordsRead() <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "idle-partition",
            String.format(
                "nothing came in %s for %s, while the others had %s records; idle partitions are"
                    + " waited for",
                Words.list(silent.stream().map(Split::id).toList()),
                Words.length(examination.length().toMillis()),
                Words.count(examination.recordsRead())),
            "set watermark.idle-timeout, to 30s for example, or write to each partition"));
  }
}
